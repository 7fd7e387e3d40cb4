import { describe, expect, it } from 'vitest'
import { chooseText } from '../../src/help/choose-text.ts'
import type { PublicListingContent } from '../../src/help/listing-content.ts'
import { aListing } from '../support/directory.ts'

type Text = PublicListingContent['texts'][number]

const text = (locale: string, facts: Partial<Text> = {}): Text => ({
  locale,
  readingLevel: 'standard',
  summary: `Summary ${locale}`,
  whatHappens: null,
  confidentialityLimits: null,
  origin: 'original',
  reviewed: true,
  ...facts,
})

const { content } = aListing({
  officialName: { locale: 'fi', text: 'Puhelin' },
  names: [
    { locale: 'fi', text: 'Puhelin', origin: 'original', reviewed: true },
    { locale: 'en', text: 'Line', origin: 'human', reviewed: false },
    { locale: 'ar', text: 'خط', origin: 'machine', reviewed: false },
    { locale: 'ja', text: '電話', origin: 'original', reviewed: true },
  ],
  texts: [
    text('fi', { whatHappens: 'Mitä tapahtuu' }),
    text('en'),
    text('en', { readingLevel: 'plain', summary: 'Easy summary' }),
    text('sv', { origin: 'machine', reviewed: false }),
    text('ar', { origin: 'human' }),
  ],
})

const choose = (locales: string[], wishes: { country?: string; answerLocale?: string; plain?: boolean } = {}) =>
  chooseText(content, {
    locales,
    answerLocale: wishes.answerLocale ?? 'en',
    country: wishes.country ?? null,
    readingLevel: wishes.plain === true ? 'plain' : 'standard',
  })

describe('the texts of a listing', () => {
  it('come in one language as a whole: what it lacks is not taken from another', () => {
    expect(choose(['fi'])).toMatchObject({ locale: 'fi', name: 'Puhelin', summary: 'Summary fi', whatHappens: 'Mitä tapahtuu' })
    expect(choose(['en'])).toMatchObject({ locale: 'en', name: 'Line', summary: 'Summary en', whatHappens: null })
  })

  it('have the official local name where the language has none', () => {
    expect(choose(['sv-FI'])).toMatchObject({ locale: 'sv', name: 'Puhelin', summary: 'Summary sv' })
  })

  it('are not there in a language that has a name and no summary', () => {
    expect(choose(['ja'], { country: 'FI', answerLocale: 'ja' }).locale).toBe('fi')
  })

  it('follow the language of the answer, then of the country, then English', () => {
    expect(choose(['ko'], { answerLocale: 'sv', country: 'FI' }).locale).toBe('sv')
    expect(choose(['ko'], { answerLocale: 'ko', country: 'FI' }).locale).toBe('fi')
    expect(choose(['ko'], { answerLocale: 'ko', country: 'KR' }).locale).toBe('en')
  })

  it('are plain where asked and written', () => {
    expect(choose(['en'], { plain: true })).toMatchObject({ readingLevel: 'plain', summary: 'Easy summary' })
    expect(choose(['fi'], { plain: true })).toMatchObject({ readingLevel: 'standard', summary: 'Summary fi' })
  })

  it('are marked by the weaker origin of what is shown, and as reviewed only when all of it is', () => {
    expect(choose(['sv'])).toMatchObject({ origin: 'machine', reviewed: false })
    expect(choose(['ar'])).toMatchObject({ origin: 'machine', reviewed: false, direction: 'rtl' })
    expect(choose(['en'])).toMatchObject({ origin: 'human', reviewed: false })
    expect(choose(['fi'])).toMatchObject({ origin: 'original', reviewed: true })
    const unreviewedName = { ...content, names: content.names.map((name) => ({ ...name, reviewed: false })) }
    const wishes = { locales: ['fi'], answerLocale: 'fi', country: null, readingLevel: 'standard' } as const
    expect(chooseText(unreviewedName, wishes)).toMatchObject({ origin: 'original', reviewed: false })
  })
})
