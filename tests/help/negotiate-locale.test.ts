import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { toLocaleTag } from '../../src/help/locale-tag.ts'
import { negotiateLocale } from '../../src/help/negotiate-locale.ts'
import { textDirection } from '../../src/help/text-direction.ts'
import { aDirectory, aListing, aQuestion, now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'

const answerLocales =
  'ar bn da de en es es-419 fa fi fil fr hi id it ja ko nl no pl pt-BR pt-PT ru sv sw th tr uk ur zh-Hans zh-Hant'.split(' ')

describe('the language of a text', () => {
  it.each([
    ['sv', 'sv', 'exact'],
    ['sv-FI', 'sv', 'same_language'],
    ['pt-AO', 'pt-PT', 'same_language'],
    ['pt-MZ', 'pt-PT', 'same_language'],
    ['pt', 'pt-BR', 'same_language'],
    ['es-MX', 'es-419', 'same_language'],
    ['es-US', 'es-419', 'same_language'],
    ['es-ES', 'es', 'same_language'],
    ['zh-HK', 'zh-Hant', 'same_language'],
    ['zh-TW', 'zh-Hant', 'same_language'],
    ['zh-SG', 'zh-Hans', 'same_language'],
    ['yue', 'zh-Hant', 'same_language'],
    ['zh-Hans-HK', 'zh-Hans', 'same_language'],
    ['nb', 'no', 'same_language'],
    ['nn-NO', 'no', 'same_language'],
    ['tl', 'fil', 'exact'],
    ['prs', 'fa', 'same_language'],
    ['gsw', 'de', 'related_language'],
    ['tt', 'ru', 'related_language'],
    ['xx-YY', 'fi', 'fallback'],
  ])('%s finds %s (%s)', (requested, locale, match) => {
    expect(negotiateLocale([requested], answerLocales, 'FI')).toEqual({ locale, match })
  })

  it.each([
    [['sr-ME'], ['sr', 'sr-Latn', 'en'], 'sr-Latn', 'same_language'],
    [['sr-ME'], ['cnr', 'en'], 'cnr', 'exact'],
    [['cnr'], ['sr', 'sr-Latn', 'en'], 'sr-Latn', 'same_language'],
    [['sr'], ['sr-Latn', 'en'], 'sr-Latn', 'other_script'],
    [['no'], ['nb', 'en'], 'nb', 'same_language'],
    [['nn'], ['nb', 'en'], 'nb', 'same_language'],
    [['iw'], ['he', 'en'], 'he', 'exact'],
    [['he'], ['iw', 'en'], 'iw', 'exact'],
    [['tt', 'tr'], ['ru', 'tr'], 'tr', 'exact'],
    [['bo', 'en-GB'], ['zh-Hans', 'en'], 'en', 'same_language'],
    [['gsw', 'fr'], ['de', 'fr'], 'fr', 'exact'],
  ])('%j among %j is %s (%s)', (requested, available, locale, match) => {
    expect(negotiateLocale(requested, available, null)).toEqual({ locale, match })
  })

  it.each([
    ['KE', 'sw'],
    ['FI', 'fi'],
    ['HK', 'zh-Hant'],
    ['MX', 'es-419'],
    ['AQ', 'en'],
    ['XK', 'en'],
  ])('nothing asked in %s falls back to %s', (country, locale) => {
    expect(negotiateLocale([], answerLocales, country)).toEqual({ locale, match: 'fallback' })
  })

  const tag = fc.constantFrom('en', 'en-GB', 'zh', 'zh-TW', 'sr', 'sr-Latn', 'pt-AO', 'ku', 'ckb', 'nb', 'bo', 'tt', 'gsw', 'und')
  test.prop([fc.array(tag), fc.uniqueArray(tag, { minLength: 1 })])('is always one of those there are', (requested, available) => {
    expect(available).toContain(negotiateLocale(requested, available, 'FI').locale)
  })
})

describe('writing direction', () => {
  it.each([
    ['ar', 'rtl'],
    ['fa', 'rtl'],
    ['ur-IN', 'rtl'],
    ['he', 'rtl'],
    ['dv', 'rtl'],
    ['ckb', 'rtl'],
    ['pa-PK', 'rtl'],
    ['uz-AF', 'rtl'],
    ['uz', 'ltr'],
    ['ku', 'ltr'],
    ['fi', 'ltr'],
    ['zh-Hant', 'ltr'],
  ])('of %s is %s', (locale, direction) => {
    expect(textDirection(locale)).toBe(direction)
  })
})

describe('a language tag', () => {
  it.each([
    ['en-us', 'en-US'],
    ['iw', 'he'],
    ['cnr', 'sr-ME'],
    ['zh-hant-hk', 'zh-Hant-HK'],
    ['ar-EG-u-nu-latn', 'ar-EG'],
    ['th-TH-u-ca-buddhist', 'th-TH'],
    ['en-x-foo', 'en'],
    ['ca-valencia', 'ca-valencia'],
    ['en_US', null],
    ['*', null],
    ['', null],
    ['x-private', null],
    ['a'.repeat(4000), null],
  ])('%s is %s', (text, tag) => {
    expect(toLocaleTag(text)).toBe(tag)
  })

  const subtags = fc.array(fc.stringMatching(/^[a-zA-Z0-9]{1,9}$/), { maxLength: 6 })
  const extended = fc.constantFrom('u-nu-latn', 'u-ca-buddhist', 'x-foo', 't-en', 'a-bbb-ccc', 'valencia', 'u-hc-h12')
  test.prop([fc.stringMatching(/^[a-z]{2,3}$/), subtags, fc.array(extended, { maxLength: 2 })], { runs: 3000 })(
    'that is accepted can be asked for in any answer',
    (language, parts, extensions) => {
      const tag = toLocaleTag([language, ...parts, ...extensions].join('-'))
      if (tag === null) return
      const silent = aListing({ languages: ['ja'] })
      const choice = chooseHelp(aDirectory([silent]), aQuestion({ locales: [tag] }), now, settings)
      expect(choice.sections).toHaveLength(1)
      expect(toLocaleTag(tag)).toBe(tag)
    },
  )
})
