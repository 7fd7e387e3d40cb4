import { parseTag } from '../parse-tag.ts'

/**
 * Which of the languages of a text a bundle carries, in their order:
 *
 * - the one that a reader of the bundle's language gets;
 * - regional forms of that language, where no answers are given in them;
 * - languages in which no answers are given at all: somebody who reads only such a one gets their answers in the bundle's language,
 *   and this text in their own.
 *
 * @param available languages that the text has
 * @param chosen the one of them that somebody gets who asks for `locale` alone
 * @param locale the language of the bundle, one of `answered`
 * @param answered languages that answers can be given in
 */
export function bundledLocales(
  available: readonly string[],
  { chosen, locale, answered }: { chosen: string; locale: string; answered: readonly string[] },
): string[] {
  const { canonical, language } = parseTag(locale)
  const answeredTags = new Set(answered.map((tag) => parseTag(tag).canonical))
  const answeredLanguages = new Set(answered.map((tag) => parseTag(tag).language))
  const hasOwn = available.some((tag) => parseTag(tag).canonical === canonical)
  return available.filter((tag) => {
    const read = parseTag(tag)
    if (tag === chosen || !answeredLanguages.has(read.language)) return true
    return read.language === language && !(hasOwn && answeredTags.has(read.canonical))
  })
}
