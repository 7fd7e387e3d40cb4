import { parse } from 'tldts'
import { ownerOf } from './owner-of.ts'

/** The fewest digits of what is taken for a telephone number; years, ages and numbers of children have fewer. */
const fewestDigits = 7

/** Times of day, and days of a month, where no more digits go on in the same way: 01.23.45.67.89 is a telephone number. */
const datesAndTimes = /(?<!\d[.:/]?)(?:(?:[01]?\d|2[0-4])[.:][0-5]\d|(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2]))(?![.:/]?\d)/g

/** The telephone numbers that stand in a text as they are written, names of accounts, and whose its addresses are (`ownerOf`). */
export function contactsIn(text: string): string[] {
  const plain = text.normalize('NFKC')
  return [...numbersIn(plain), ...addressesIn(plain)]
}

function numbersIn(text: string): string[] {
  const plain = text.replaceAll(datesAndTimes, '·').replaceAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g, '·')
  return (plain.match(/\+?\(?\p{Nd}[\p{Nd}\s()./\p{Pd}]*\p{Nd}/gu) ?? []).filter((found) => found.replaceAll(/\P{Nd}/gu, '').length >= fewestDigits)
}

/** Word by word: texts are long, and of anybody. */
function addressesIn(text: string): string[] {
  const words = text.split(/[\s,;:()<>[\]{}|"'“”„«»…]+/u)
  return words.flatMap((word) => {
    const found = word.replace(/^\/{1,9}/, '').replace(/[.!?/]{1,9}$/, '')
    if (/^@[\p{L}\p{N}._-]{3,}$/u.test(found)) return [found]
    const host = found.slice(found.lastIndexOf('@') + 1).split(/[/?#]/)[0] ?? ''
    if (!host.includes('.') || parse(host).isIcann !== true) return []
    const owner = found.includes('@') ? ownerOf({ type: 'email', value: found }) : ownerOf({ type: 'website', value: `https://${found}` })
    return owner === null ? [] : [owner]
  })
}
