import { spellOutLetters } from '../../lib/spell-out-letters.ts'

/**
 * A readable slug for an organisation: its name in basic Latin letters, and its country. A name in another script gives
 * `organisation`; a slug that is taken gets a number.
 */
export function chooseOrganisationSlug(name: string, country: string | null, taken: ReadonlySet<string>): string {
  const latin = spellOutLetters(name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  const base = [latin === '' ? 'organisation' : latin, ...(country === null ? [] : [country.toLowerCase()])].join('-')
  let slug = base
  for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`
  return slug
}
