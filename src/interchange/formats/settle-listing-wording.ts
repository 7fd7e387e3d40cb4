import type { ListingContent } from '../../help/listing-content.ts'
import { lintListing } from '../../help/wording/lint-listing.ts'
import { type WordingFault, wordingFault } from './wording-fault.ts'

/**
 * Leaves out every text with words that must not be published: a summary takes the other texts of its language with it. A listing
 * that would be left without its official name, or without a text in any language, is refused.
 */
export function settleListingWording(content: ListingContent): { content: ListingContent | null; faults: WordingFault[] } {
  const findings = lintListing(content)
  if (findings.length === 0) return { content, faults: [] }
  const broken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer))
  const settled: ListingContent = {
    ...content,
    names: content.names.filter((_name, index) => !broken.has(`/names/${index}/text`)),
    texts: content.texts.flatMap((texts, index) => {
      const kept = (field: 'whatHappens' | 'confidentialityLimits') =>
        broken.has(`/texts/${index}/${field}`) ? null : texts[field]
      if (broken.has(`/texts/${index}/summary`)) return []
      return [{ ...texts, whatHappens: kept('whatHappens'), confidentialityLimits: kept('confidentialityLimits') }]
    }),
    channels: content.channels.map((channel, index) =>
      broken.has(`/channels/${index}/hint/text`) ? { ...channel, hint: null } : channel,
    ),
    publicHolidayNote: broken.has('/publicHolidayNote/text') ? null : content.publicHolidayNote,
  }
  // The official name is one of the names: one report is enough.
  const isNew = ({ pointer }: { pointer: string }) =>
    pointer !== '/officialName/text' || !content.names.some((name) => name.text === content.officialName.text)
  const isRefused = broken.has('/officialName/text') || settled.names.length === 0 || settled.texts.length === 0
  return {
    content: isRefused ? null : settled,
    faults: findings.filter(isNew).map((finding) => wordingFault(finding, isRefused ? 'row_refused' : 'part_left_out')),
  }
}
