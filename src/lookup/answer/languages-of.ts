import type { HelpChoice } from '../../help/choice.ts'

/** The languages of all texts in an answer, its own first: guidance and listings may have none in that one. */
export function languagesOf({ locale, guidance, sections }: HelpChoice): string[] {
  const listings = sections.flatMap((section) => section.listings.map(({ text }) => text.locale))
  return [...new Set([locale, ...(guidance === null ? [] : [guidance.locale]), ...listings])]
}
