import { parse } from 'tldts'
import type { ListingContent } from '../../help/listing-content.ts'
import type { Concern } from './finding.ts'
import { isDialled } from './is-dialled.ts'
import { ownerOf } from './owner-of.ts'
import { spellsNumber } from './spells-number.ts'

/** The fewest digits of what is taken for a telephone number; years, ages and numbers of children have fewer. */
const fewestDigits = 7

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
    const found = numbersIn(text).find((number) => !numbers.some((value) => spellsNumber(number, value))) ?? addressesIn(text).find((address) => !owners.has(address))
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

function numbersIn(text: string): string[] {
  // Times of day and years are no part of a number.
  const plain = text.normalize('NFKC').replaceAll(/(?<!\d)(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)/g, '·')
  return (plain.match(/\+?\(?\p{Nd}[\p{Nd}\s()./\p{Pd}]*\p{Nd}/gu) ?? []).filter((found) => found.replaceAll(/\P{Nd}/gu, '').length >= fewestDigits)
}

/** Whose domains, pages and names of accounts a text has. Word by word: texts are long, and of anybody. */
function addressesIn(text: string): string[] {
  const words = text.normalize('NFKC').split(/[\s,;:()<>[\]{}|"'“”„«»…]+/u)
  return words.flatMap((word) => {
    const found = word.replace(/^\/{1,9}/, '').replace(/[.!?/]{1,9}$/, '')
    if (/^@[\p{L}\p{N}._-]{3,}$/u.test(found)) return [found]
    const host = found.slice(found.lastIndexOf('@') + 1).split(/[/?#]/)[0] ?? ''
    if (!host.includes('.') || parse(host).isIcann !== true) return []
    const owner = found.includes('@') ? ownerOf({ type: 'email', value: found }) : ownerOf({ type: 'website', value: `https://${found}` })
    return owner === null ? [] : [owner]
  })
}
