/** Letters that Unicode does not take apart into a basic letter and a mark. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  œ: 'oe',
  ə: 'e',
}

/**
 * A readable slug for an organisation: its name in basic Latin letters, and its country. A name in another script gives
 * `organisation`; a slug that is taken gets a number.
 */
export function chooseOrganisationSlug(name: string, country: string | null, taken: ReadonlySet<string>): string {
  const latin = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæøđðþłıœə]/g, (letter) => spelledOut[letter] ?? '')
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  const base = [latin === '' ? 'organisation' : latin, ...(country === null ? [] : [country.toLowerCase()])].join('-')
  let slug = base
  for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`
  return slug
}
