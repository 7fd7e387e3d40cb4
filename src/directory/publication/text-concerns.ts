import type { ListingContent } from '../../help/listing-content.ts'
import type { Concern } from './finding.ts'
import { contactsIn } from './contacts-in.ts'
import { isDialled } from './is-dialled.ts'
import { ownerOf } from './owner-of.ts'
import { spellsNumber } from './spells-number.ts'

/**
 * Contacts that stand in words, where nobody compares them with anything: a number or an address that is not among the channels, in a text
 * that the public has not seen.
 *
 * @param known whose pages and addresses the listing and its organisation are known by
 */
export function textConcerns(next: ListingContent, published: ListingContent | null, known: ReadonlySet<string>): Concern[] {
  const seen = new Set(published === null ? [] : textsOf(published).map(([, text]) => text))
  const owners = new Set([...known, ...next.channels.map(ownerOf)])
  const numbers = next.channels.filter(isDialled).map(({ value }) => value)
  return textsOf(next).flatMap(([pointer, text]): Concern[] => {
    if (seen.has(text)) return []
    const found = contactsIn(text).find((contact) => !owners.has(contact) && !numbers.some((value) => spellsNumber(contact, value)))
    return found === undefined ? [] : [{ pointer, code: 'contact_in_text', detail: `has “${found}” in it, which is no channel of this listing` }]
  })
}

/** Everything that is written for people to read. What is printed for a number is compared with it elsewhere. */
function textsOf({ officialName, names, texts, channels, publicHolidayNote }: ListingContent): [pointer: string, text: string][] {
  const all: [string, string | null | undefined][] = [
    ['/officialName/text', officialName.text],
    ...names.map(({ text }, index): [string, string] => [`/names/${index}/text`, text]),
    ...texts.flatMap(({ summary, whatHappens, confidentialityLimits }, index): [string, string | null][] => [
      [`/texts/${index}/summary`, summary],
      [`/texts/${index}/whatHappens`, whatHappens],
      [`/texts/${index}/confidentialityLimits`, confidentialityLimits],
    ]),
    ...channels.flatMap((channel, index): [string, string | null | undefined][] => [
      [`/channels/${index}/hint/text`, channel.hint?.text],
      [`/channels/${index}/display`, isDialled(channel) ? null : channel.display],
    ]),
    ['/publicHolidayNote/text', publicHolidayNote?.text],
  ]
  return all.flatMap(([pointer, text]) => (text === null || text === undefined ? [] : [[pointer, text]]))
}
