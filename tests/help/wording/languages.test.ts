import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { languagesWithWording, readTerms, wordingLanguage } from '../../../src/help/wording/languages.ts'
import { lintWording } from '../../../src/help/wording/lint-wording.ts'
import { wordingRules } from '../../../src/help/wording/wording-rules.ts'
import { strictest } from './contexts.ts'

/** By rule: sentences in which it must find something, and near misses that must pass. */
type Cases = Record<string, { found: string[]; fine: string[] }>

const folder = new URL('cases/', import.meta.url)
const readCases = async (language: string): Promise<Cases> =>
  JSON.parse(await readFile(new URL(`${language}.json`, folder), 'utf8')) as Cases

const coreRules = wordingRules.filter((rule) => rule.core).map((rule) => rule.id)
const seedLocales = readdirSync(new URL('../../../seed/texts/', import.meta.url)).map((name) => name.replace('.json', ''))

describe('every language', () => {
  test('of the seed has words of its own', () => {
    expect(seedLocales.length).toBeGreaterThanOrEqual(30)
    expect(seedLocales.filter((locale) => wordingLanguage(locale) === null)).toEqual([])
  })

  test.each(languagesWithWording)('%s has words for every core rule, and sentences that try them', async (language) => {
    const [terms, cases] = [readTerms(language), await readCases(language)]
    expect(coreRules.filter((id) => terms?.rules[id] === undefined)).toEqual([])
    expect(Object.keys(cases).toSorted()).toEqual(Object.keys(terms?.rules ?? {}).toSorted())
    for (const { found, fine } of Object.values(cases)) expect([found.length > 0, fine.length > 0]).toEqual([true, true])
  })

  test('with sentences is one that has words', () => {
    const tried = readdirSync(folder).map((name) => name.replace('.json', ''))
    expect(tried.toSorted()).toEqual(languagesWithWording.toSorted())
  })
})

describe.each(languagesWithWording)('in %s', async (language) => {
  const cases = await readCases(language)
  const all = (kind: 'found' | 'fine') =>
    Object.entries(cases).flatMap(([rule, tried]) => tried[kind].map((text) => [rule, text] as const))

  test.each(all('found'))('%s is broken by: %s', (rule, text) => {
    expect(lintWording(text, language, strictest).map((finding) => finding.rule)).toContain(rule)
  })

  test.each(all('fine'))('neither %s nor any error in: %s', (rule, text) => {
    const findings = lintWording(text, language, strictest)
    expect(findings.filter((finding) => finding.rule === rule || finding.severity === 'error')).toEqual([])
  })
})

describe('a locale is checked with', () => {
  test.each([
    ['en-GB', 'en'],
    ['es-419', 'es'],
    ['es-MX', 'es'],
    ['pt-AO', 'pt'],
    ['nb', 'no'],
    ['nn-NO', 'no'],
    ['tl', 'fil'],
    ['zh', 'zh-Hans'],
    ['zh-HK', 'zh-Hant'],
    ['yue', 'zh-Hant'],
    ['de-CH', 'de'],
    ['fa-AF', 'fa'],
  ])('%s: the words of %s', (locale, language) => expect(wordingLanguage(locale)).toBe(language))

  test.each(['ms', 'af', 'sr-Latn', 'he', 'hi-Latn', 'ar-Latn', 'not a tag', '', '*'])(
    '%s: no language of another kind, so nobody may take it for checked',
    (locale) => {
      expect(wordingLanguage(locale)).toBeNull()
      expect(lintWording('Save the picture.', locale, strictest)).toEqual([])
    },
  )

  test('a language without words: the terms that are the same everywhere', () => {
    const [finding] = lintWording('Laporkan child-porn di sini.', 'ms', strictest)
    expect(finding).toMatchObject({ rule: 'child_pornography', severity: 'error', found: 'child-porn' })
  })
})
