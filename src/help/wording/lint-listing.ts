import type { PublicListingContent } from '../listing-content.ts'
import { lintTexts } from './lint-texts.ts'
import type { WordingContext } from './wording-context.ts'
import type { ContentFinding } from './wording-finding.ts'

type ListingTexts = Pick<
  PublicListingContent,
  'kind' | 'audiences' | 'minAge' | 'youthPrevention' | 'officialName' | 'names' | 'texts' | 'channels' | 'publicHolidayNote'
>

/**
 * Words in the public texts of a listing that break a rule. A name that the service gave itself is a fact and cannot be
 * written otherwise: there most rules only warn. A translated name is in our words.
 */
export function lintListing(content: ListingTexts): ContentFinding[] {
  const context = contextOf(content)
  const inName: WordingContext = { ...context, place: 'name' }
  const { officialName, names, texts, channels, publicHolidayNote } = content
  return [
    ...lintTexts([{ pointer: '/officialName/text', text: officialName.text }], officialName.locale, inName),
    ...names.flatMap(({ locale, text, origin }, index) =>
      lintTexts([{ pointer: `/names/${index}/text`, text }], locale, origin === 'original' ? inName : context),
    ),
    ...texts.flatMap(({ locale, summary, whatHappens, confidentialityLimits }, index) =>
      lintTexts(
        [
          { pointer: `/texts/${index}/summary`, text: summary },
          { pointer: `/texts/${index}/whatHappens`, text: whatHappens },
          { pointer: `/texts/${index}/confidentialityLimits`, text: confidentialityLimits },
        ],
        locale,
        context,
      ),
    ),
    ...channels.flatMap(({ hint }, index) =>
      hint === null ? [] : lintTexts([{ pointer: `/channels/${index}/hint/text`, text: hint.text }], hint.locale, context),
    ),
    ...(publicHolidayNote === null
      ? []
      : lintTexts([{ pointer: '/publicHolidayNote/text', text: publicHolidayNote.text }], publicHolidayNote.locale, context)),
  ]
}

function contextOf({ kind, audiences, minAge, youthPrevention }: ListingTexts): WordingContext {
  const forMinors = audiences.length === 0 || audiences.includes('child') || youthPrevention
  return {
    place: 'listing',
    audiences,
    minor: forMinors && (minAge === null || minAge < 18),
    ownBehaviour: kind === 'prevention_service',
  }
}
