import { createNotes } from '../lib/create-notes.ts'
import type { Channel, PublicListingContent } from './listing-content.ts'
import { parseTag } from './parse-tag.ts'

/** What is answered on some channels: the languages, as `parseTag` names them, and whether those of any channel are unknown. */
type Answered = { languages: ReadonlySet<string>; anyUnknown: boolean }

/** A published list of channels never changes, and neither do the languages of its listing. */
const answeredOn = createNotes<readonly Channel[], Answered>()

function languagesOn(channels: readonly Channel[], ofListing: readonly string[]): Answered {
  const known = answeredOn.of(channels)
  if (known !== undefined) return known
  const tags = channels.map((channel) => channel.languages ?? ofListing)
  const answered = {
    languages: new Set(tags.flat().map((tag) => parseTag(tag).language)),
    anyUnknown: tags.some((languages) => languages.length === 0),
  }
  answeredOn.note(channels, answered)
  return answered
}

/**
 * Whether somebody answers in one of the languages on one of these channels; null when that is not known. A channel that
 * names its languages answers in those and no others, so a listing that spoke a language on a channel that a rule removed
 * does not speak it.
 *
 * @param channels those of the listing that are left for a person
 */
export function speaksOneOf(
  { languages }: Pick<PublicListingContent, 'languages'>,
  channels: readonly Channel[],
  locales: readonly string[],
): boolean | null {
  const answered = languagesOn(channels, languages)
  if (locales.some((locale) => answered.languages.has(parseTag(locale).language))) return true
  return answered.anyUnknown ? null : false
}
