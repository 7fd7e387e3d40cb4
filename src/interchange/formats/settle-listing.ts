import { type ListingContent, listingContent } from '../../help/listing-content.ts'
import { plainWords } from './plain-words.ts'
import { jsonPointer, refusals, type RowFault } from './row-fault.ts'

/** A listing's content that nobody has checked yet. */
export type ListingDraft = Record<string, unknown> & { channels: Record<string, unknown>[] }

/**
 * Makes valid content of a draft. Opening hours that do not fit become unknown, a channel that does not fit is left out, anything
 * else refuses the row, as does a row with no channel left: a listing without a way to make contact helps nobody.
 * `pathInRow` leads from a path in the content to one in the row.
 */
export function settleListing(
  draft: ListingDraft,
  pathInRow: (path: PropertyKey[]) => PropertyKey[],
): { content: ListingContent | null; faults: RowFault[] } {
  const faults: RowFault[] = []
  let channels = draft.channels.map((content, index) => ({ content, index }))
  for (;;) {
    const result = listingContent.safeParse({ ...draft, channels: channels.map((entry) => entry.content) }, { error: plainWords })
    if (result.success) return { content: result.data, faults }

    const toRow = (path: PropertyKey[]) => {
      const position = path[0] === 'channels' ? path[1] : undefined
      return pathInRow(
        typeof position === 'number' ? ['channels', channels[position]?.index ?? position, ...path.slice(2)] : path,
      )
    }
    const channelIssues = result.error.issues.filter((issue) => issue.path[0] === 'channels' && typeof issue.path[1] === 'number')
    if (channelIssues.length < result.error.issues.length)
      return { content: null, faults: [...faults, ...refusals(result.error.issues, toRow)] }

    for (const issue of channelIssues)
      faults.push({ field: jsonPointer(toRow(issue.path)), reason: issue.message, effect: 'part_left_out' })
    channels = channels.flatMap((entry, position) => {
      const own = channelIssues.filter((issue) => issue.path[1] === position)
      if (own.length === 0) return [entry]
      if (own.every((issue) => issue.path[2] === 'hours'))
        return [{ ...entry, content: { ...entry.content, hours: { mode: 'unknown' } } }]
      return []
    })
    if (channels.length === 0) {
      return {
        content: null,
        faults: [...faults, { field: '/channels', reason: 'no channel is left that can be offered', effect: 'row_refused' }],
      }
    }
  }
}
