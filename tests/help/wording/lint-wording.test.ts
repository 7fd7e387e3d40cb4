import { describe, expect, test as it } from 'vitest'
import { languagesWithWording, readTerms } from '../../../src/help/wording/languages.ts'
import { lintWording } from '../../../src/help/wording/lint-wording.ts'
import type { WordingContext } from '../../../src/help/wording/wording-context.ts'
import { wordingRules } from '../../../src/help/wording/wording-rules.ts'
import { fc, test } from '../../support/fast-check.ts'
import { strictest } from './contexts.ts'

const rulesIn = (text: string, locale = 'en', context = strictest) => lintWording(text, locale, context).map(({ rule }) => rule)

describe('a finding', () => {
  it('says what, where, why and what to write', () => {
    const text = '📷 Here: save the pictures, please.'
    const [finding] = lintWording(text, 'en', strictest)
    expect(finding).toMatchObject({ rule: 'keep_or_send_image', severity: 'error', start: 9, found: 'save the pictures' })
    expect(text.slice(finding?.start, finding?.end)).toBe(finding?.found)
    expect(finding?.reason).toMatch(/hurts the child again/)
    expect(finding?.source).toMatch(/ACCCE/)
    expect(finding?.instead).toMatch(/the link/)
  })

  it('stands in the order of the text, each rule once for the same words', () => {
    expect(rulesIn('Why did you send it? It is your own fault, your fault!! Child pornography.')).toEqual([
      'blame',
      'blame',
      'alarm',
      'child_pornography',
    ])
  })
})

describe('words are the same in whatever way they are written', () => {
  it.each([
    ['capitals', 'CHILD PORNOGRAPHY', 'en'],
    ['hyphen', 'child-pornography', 'en'],
    ['two spaces and a line', 'child  \n pornography', 'en', 0],
    ['full width', 'ｃｈｉｌｄ ｐｏｒｎ', 'en'],
    ['soft hyphen', 'child porno\u00adgraphy', 'en'],
    ['zero width joiner', 'child por\u200dnography', 'en'],
    ['accents left out', 'pornografia infantil', 'es'],
    ['accents decomposed', 'pornografi\u0301a infantil', 'es'],
    ['Turkish capitals', 'ÇOCUK PORNOGRAFİSİ', 'tr'],
    ['Arabic with vowel signs', 'إِبَاحِيَّة الأَطْفَال', 'ar'],
    ['Persian with Arabic letters', 'پورنوگرافي كودكان', 'fa'],
    ['Devanagari without dots', 'बच्चों की पोर्न', 'hi'],
    ['curly apostrophe', 'It’s your fault', 'en', 'blame'],
    ['no space before', '(kinderporno)', 'nl'],
  ])('%s', (_name, text, locale, rule: string | number = 'child_pornography') => {
    const found = rulesIn(text, locale)
    if (rule === 0) expect(found, 'a new line is a new sentence').toEqual([])
    else expect(found).toContain(rule)
  })

  it('and not part of another word', () => {
    expect(rulesIn('A childish pornographer, a grandchild and pornography.')).toEqual([])
  })
})

describe('a negation reaches', () => {
  it.each([
    ['over a list', 'Do not copy, save, print or send a picture.', false],
    ['not over a comma before another advice', 'Do not worry, save the picture.', true],
    ['not over a word such as but', 'Do not answer but save the picture.', true],
    ['not into the next sentence', 'Do not answer. Save the picture.', true],
    ['not back from another advice', 'Save the picture, do not show it.', true],
    ['what stands next to it', 'Never save a picture.', false],
  ])('%s', (_name, text, isFound) => expect(rulesIn(text).includes('keep_or_send_image')).toBe(isFound))
})

describe('the same words weigh differently', () => {
  const severity = (text: string, context: Partial<WordingContext>) =>
    lintWording(text, 'en', { ...strictest, ...context }).map((finding) => finding.severity)

  it('an offender: an error about oneself or one’s child, a warning for other minors and parents, nothing for others', () => {
    const text = 'The offender is known.'
    expect(severity(text, {})).toEqual(['error'])
    expect(severity(text, { minor: false, audiences: ['parent_carer'] })).toEqual(['error'])
    expect(severity(text, { ownBehaviour: false })).toEqual(['warning'])
    expect(severity(text, { minor: false, audiences: ['parent_carer'], ownBehaviour: false })).toEqual(['warning'])
    expect(severity(text, { minor: false, audiences: ['concerned_self'] })).toEqual([])
    expect(severity(text, { minor: false, audiences: ['professional'], ownBehaviour: false })).toEqual([])
    expect(severity(text, { place: 'name' })).toEqual([])
  })

  it('a term: an error in our words, a warning in the name of a service', () => {
    expect(severity('Child pornography hotline', { place: 'listing' })).toEqual(['error'])
    expect(severity('Child pornography hotline', { place: 'name' })).toEqual(['warning'])
  })

  it('an advice that is not safe: an error wherever it stands, for whoever reads it', () => {
    const professional: Partial<WordingContext> = { minor: false, audiences: ['professional'], ownBehaviour: false }
    for (const place of ['guidance', 'listing', 'label', 'name'] as const) {
      expect(severity('Save the picture.', { place, ...professional })).toEqual(['error'])
    }
  })

  it('a method of self-harm: an error in guidance, a warning in the text of a service', () => {
    expect(severity('She took an overdose.', {})).toEqual(['error'])
    expect(severity('For people who cut their wrists.', { place: 'listing' })).toEqual(['warning'])
  })
})

const vocabulary = languagesWithWording.flatMap((language) => {
  const { lists = {}, rules = {} } = readTerms(language) ?? {}
  const patterns = Object.values(rules).flatMap(({ find, pass }) => [...find, ...pass])
  return [...Object.values(lists).flat(), ...patterns].map((pattern) => pattern.replaceAll(/[*^<>()|?]/g, ' '))
})
const word = fc.oneof(
  fc.constantFrom(...vocabulary),
  fc.constantFrom('.', ', ', '! ', '。', '\n', '؟', ' – ', '\u200f', '\ud83d', '…', '“', '!!', "'"),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const anyText = fc.array(word, { maxLength: 40 }).map((parts) => parts.join(' '))
const anyLocale = fc.oneof(fc.constantFrom(...languagesWithWording), fc.string({ maxLength: 12 }))
const anyContext: fc.Arbitrary<WordingContext> = fc.record({
  place: fc.constantFrom('guidance', 'listing', 'label', 'name'),
  audiences: fc.subarray(['child', 'adult', 'parent_carer', 'concerned_self'] as const),
  minor: fc.boolean(),
  ownBehaviour: fc.boolean(),
})

describe('whatever the text, the language and the reader', () => {
  const often = { runs: 3000 }
  test.prop([anyText, anyLocale, anyContext], often)('findings name words of the text, in order', (text, locale, context) => {
    const findings = lintWording(text, locale, context)
    for (const { start, end, found, rule } of findings) {
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeGreaterThan(start)
      expect(text.slice(start, end)).toBe(found)
      expect(wordingRules.map(({ id }) => id)).toContain(rule)
    }
    expect(findings.map(({ start }) => start)).toEqual(findings.map(({ start }) => start).toSorted((one, other) => one - other))
    for (const { id } of wordingRules) {
      const own = findings.filter(({ rule }) => rule === id)
      own.slice(1).forEach(({ start }, index) => expect(start).toBeGreaterThanOrEqual(own[index]?.end ?? 0))
    }
  })

  test.prop([anyText, anyLocale, anyContext])('the answer is the same each time', (text, locale, context) => {
    expect(lintWording(text, locale, context)).toEqual(lintWording(text, locale, context))
  })

  test.prop([anyText, anyLocale])('what a reader who is not a minor may read, a minor’s rules hold as well', (text, locale) => {
    const adult = lintWording(text, locale, { ...strictest, minor: false, audiences: ['adult'], ownBehaviour: false })
    const minor = lintWording(text, locale, strictest)
    for (const finding of adult) expect(minor).toContainEqual(finding)
  })
})

describe('100,000 characters', () => {
  const fill = (text: string) => text.repeat(Math.ceil(100_000 / text.length)).slice(0, 100_000)

  it.each(languagesWithWording)('of words that begin patterns of %s cost a fraction of a second', (language) => {
    const { lists = {}, rules = {} } = readTerms(language) ?? {}
    const words = Object.values(lists).flat().join(' ').replaceAll('*', '')
    const patterns = Object.values(rules).flatMap(({ find, pass }) => [...find, ...pass])
    const inPatterns = patterns.join(' ').replaceAll(/[*^<>()|?.]/g, ' ')
    const hostile = [words, words.replaceAll(' ', ', '), words.replaceAll(' ', ''), inPatterns]
    for (const text of [...hostile, 'a', '. ', '.“', '!! ', ', ', '\u200b', '(', '“”.']) {
      const started = performance.now()
      lintWording(fill(text), language, strictest)
      // Quadratic work would take minutes; the slowest of these takes a tenth of a second on an idle machine.
      expect(performance.now() - started, text.slice(0, 40)).toBeLessThan(2000)
    }
  })
})
