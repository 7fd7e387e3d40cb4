import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { normaliseLocales } from '../../src/help/normalise-locales.ts'
import { normaliseQuestion } from '../../src/help/normalise-question.ts'
import { viewHelp } from '../../src/lookup/views/help-view.ts'
import { anyQuestion } from '../support/arbitrary-directory.ts'
import { directoryInLanguages } from '../support/arbitrary-languages.ts'
import { aQuestion, now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'

const tags = new Set(['en', 'fi', 'zh-Hant', 'de', 'pt-PT'])
const normalise = (...locales: string[]) => normaliseLocales({ tags }, locales)

describe('the languages of a question', () => {
  it('stay as they were sent where there are words or services in them, or in a related one', () => {
    for (const known of ['fi', 'fi-FI', 'en-AU', 'zh-HK', 'zh-Hans-SG', 'pt-AO', 'gsw', 'ti-ER']) expect(normalise(known)).toEqual([known])
    expect(normalise('fi-FI', 'pt-BR', 'fi-FI')).toEqual(['fi-FI', 'pt-BR'])
  })

  it('keep the first one that nobody has words in, because its reader is told so, without its region', () => {
    expect(normalise('mn-MN', 'fi')).toEqual(['mn', 'fi'])
    expect(normalise('tlh')).toEqual(['tlh'])
  })

  it('lose those that no answer can name: later ones, and a first one without a name', () => {
    expect(normalise('fi', 'mn', 'en')).toEqual(['fi', 'en'])
    expect(normalise('xyz', 'en')).toEqual(['en'])
    expect(normalise('qaa-ZZ')).toEqual([])
  })
})

const wanted = ['en', 'fi-FI', 'sv-FI', 'es-AR', 'zh-HK', 'nn', 'gsw', 'en-ZA', 'mn', 'tlh', 'ti', 'xyz', 'ja', 'mt']

describe('a question without the languages that cannot change its answer', () => {
  test.prop([directoryInLanguages, anyQuestion, fc.subarray(wanted, { minLength: 1 }).chain((locales) => fc.shuffledSubarray(locales, { minLength: 1 }))])(
    'gets the same answer',
    (directory, facts, locales) => {
      const question = { ...facts, locales }
      const normalised = normaliseQuestion(directory, question)
      const firstHasAName = locales[0] === normalised.locales[0]
      const answer = viewHelp(chooseHelp(directory, question, now, settings))
      const same = viewHelp(chooseHelp(directory, normalised, now, settings))
      if (firstHasAName) expect(same).toEqual(answer)
      // Which language nobody answers in cannot be said of one that has no name.
      else expect(withoutNotes(same)).toEqual(withoutNotes(answer))
    },
  )

  it('tells a reader in a language that nobody answers in', () => {
    const question = aQuestion({ locales: ['mn-MN'] })
    expect(normaliseQuestion({ tags }, question).locales).toEqual(['mn'])
  })
})

type View = ReturnType<typeof viewHelp>

function withoutNotes(view: View) {
  const sections = view.sections.map((section) => ({
    ...section,
    listings: section.listings.map(({ notes: _notes, speaksRequestedLanguage: _speaks, why: _why, ...listing }) => listing),
  }))
  return { ...view, sections, computedAt: null }
}
