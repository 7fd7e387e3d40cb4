import type { PublicListingContent } from '../../help/listing-content.ts'

/**
 * Makes contents that were read hold each list of words and each set of opening hours once, however many listings have an equal one: the same
 * few hundred stand in all of them. Of 100,000 listings in five languages that is an eighth of the memory. Nobody changes a published content.
 *
 * @returns for the contents of one reading; what it remembers goes with it
 */
export function createSharing(): (content: PublicListingContent) => PublicListingContent {
  const known = new Map<string, unknown>()

  /** @param key begins with what kind of thing it is */
  function shared(key: string, thing: unknown): unknown {
    const first = known.get(key)
    if (first === undefined) known.set(key, thing)
    return first ?? thing
  }

  function shareParts(of: Record<string, unknown>): void {
    for (const [name, part] of Object.entries(of)) {
      if (name === 'hours') of[name] = shared(`hours ${JSON.stringify(part)}`, part)
      else if (isWords(part)) of[name] = shared(`words ${part.length} ${part.join('\n')}`, part)
    }
  }

  return (content) => {
    shareParts(content)
    // A content that an older release wrote may lack what this one expects.
    const { channels = [] } = content as { channels?: PublicListingContent['channels'] }
    for (const channel of channels) shareParts(channel)
    return content
  }
}

function isWords(part: unknown): part is string[] {
  return Array.isArray(part) && part.every((word) => typeof word === 'string')
}
