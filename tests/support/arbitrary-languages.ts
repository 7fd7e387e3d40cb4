/** Directories in which every text has languages of its own, and questions that ask for many: for what depends on languages. */
import type { Directory, PublishedGuidance, PublishedListing } from '../../src/help/directory.ts'
import { indexDirectory } from '../../src/help/index-directory.ts'
import { ageBands, audiences, situations } from '../../src/help/vocabulary.ts'
import { hostileDirectory } from './arbitrary-directory.ts'
import { fc } from './fast-check.ts'

const answered = ['en', 'fi', 'sv', 'es', 'es-419', 'zh-Hans', 'zh-Hant', 'no', 'ar']
/** Languages of texts that no answers are given in are among them. */
const written = [...answered, 'en-GB', 'es-MX', 'nb', 'se', 'zu', 'so', 'gsw', 'ja']
const asked = [...written, 'fi-FI', 'sv-FI', 'es-AR', 'zh-HK', 'zh-SG', 'nn', 'en-ZA', 'tlh']

const languages = fc.subarray(written, { minLength: 1, maxLength: 4 })
const flags = fc.record({ locales: languages, named: fc.boolean(), plain: fc.boolean(), machine: fc.boolean() })
type Flags = typeof flags extends fc.Arbitrary<infer Value> ? Value : never

function inLanguages(listing: PublishedListing, { locales, named, plain, machine }: Flags): PublishedListing {
  const origin = machine ? ('machine' as const) : ('original' as const)
  const texts = locales.flatMap((locale) =>
    (plain ? (['plain', 'standard'] as const) : (['standard'] as const)).map((readingLevel) => ({
      locale,
      readingLevel,
      summary: `${listing.slug} in ${locale}, ${readingLevel}`,
      whatHappens: null,
      confidentialityLimits: null,
      origin,
      reviewed: !machine,
    })),
  )
  const names = locales.slice(named ? 0 : 1).map((locale) => ({ locale, text: `Name in ${locale}`, origin: 'human' as const, reviewed: true }))
  return { ...listing, content: { ...listing.content, texts, names: names.length > 0 ? names : listing.content.names } }
}

const guidance: fc.Arbitrary<PublishedGuidance> = fc
  .record({
    situation: fc.constantFrom(...situations),
    audience: fc.constantFrom(...audiences),
    ageBands: fc.subarray([...ageBands], { minLength: 3 }),
    country: fc.constantFrom('FI', 'JP', null, null),
    languages,
    plain: fc.boolean(),
    number: fc.nat(999),
  })
  .map(({ languages: locales, plain, number, ...facts }) => {
    const text = (words: string) => ({ title: words, body: words, steps: [words] })
    return {
      id: `00000000-0000-7000-9000-${String(number).padStart(12, '0')}`,
      slug: `guidance-${number}`,
      revision: 1,
      publishedAt: new Date('2026-03-01T00:00:00Z'),
      content: {
        ...facts,
        texts: locales.map((locale) => ({
          locale,
          origin: 'machine' as const,
          reviewed: false,
          plain: plain ? text(`plain ${locale}`) : null,
          standard: text(`standard ${locale}`),
        })),
      },
    }
  })

const labelSets = fc.subarray(answered).map((locales) =>
  locales.map((locale) => ({
    locale,
    origin: 'machine' as const,
    reviewed: false,
    labels: {
      // English has words that the others lack.
      ...(locale === 'en' ? { from_age: 'From age {age}', up_to_age: 'Up to age {age}' } : {}),
      unverified_note: `unverified in ${locale}`,
      may_not_answer_in: `{language}, in ${locale}`,
      'section.talk': `talk in ${locale}`,
    },
  })),
)

/** As hostile as `hostileDirectory`, in many languages. */
export const directoryInLanguages: fc.Arbitrary<Directory> = fc
  .tuple(hostileDirectory, fc.array(flags, { minLength: 30, maxLength: 30 }), fc.uniqueArray(guidance, { maxLength: 12, selector: ({ slug }) => slug }), labelSets)
  .map(([{ version, changedAt, listings }, ways, texts, labels]) =>
    indexDirectory({
      version,
      changedAt,
      listings: listings.map((listing, index) => inLanguages(listing, ways[index % ways.length] ?? { locales: ['en'], named: true, plain: false, machine: false })),
      guidance: texts,
      labelSets: labels,
    }),
  )

/** What a device may ask for, in order of preference. */
export const askedLocales: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom(...asked), { maxLength: 4 })
