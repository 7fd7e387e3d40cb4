import { describe, expect, test } from 'vitest'
import { chooseOrganisationSlug } from '../../../src/directory/organisation/choose-organisation-slug.ts'

describe('the slug of an organisation', () => {
  test.each([
    ['Børns Vilkår', 'DK', 'borns-vilkar-dk'],
    ['Ħobża ta’ Ŋala', 'MT', 'hobza-ta-nala-mt'],
    ['Etibarlı Gələcək', 'AZ', 'etibarli-gelecek-az'],
    ["Ministère de l'Intérieur", 'CI', 'ministere-de-linterieur-ci'],
    ['Fundación ANAR (Ayuda)', 'ES', 'fundacion-anar-ayuda-es'],
    ['Internet Watch Foundation', null, 'internet-watch-foundation'],
    ['いのちの電話', 'JP', 'organisation-jp'],
    ['A'.repeat(80), 'FI', `${'a'.repeat(60)}-fi`],
  ])('%s', (name, country, slug) => expect(chooseOrganisationSlug(name, country, new Set())).toBe(slug))

  test('gets a number when it is taken', () => {
    expect(chooseOrganisationSlug('BRIS', 'SE', new Set(['bris-se', 'bris-se-2']))).toBe('bris-se-3')
  })
})
