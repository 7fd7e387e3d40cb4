import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { normaliseLocales } from '../../src/help/normalise-locales.ts'
import { normaliseQuestion } from '../../src/help/normalise-question.ts'
import { viewHelp } from '../../src/lookup/views/help-view.ts'
import { anyQuestion } from '../support/arbitrary-directory.ts'
import { directoryInLanguages } from '../support/arbitrary-languages.ts'
import { now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'

const tags = new Set(['en', 'fi', 'zh-Hant', 'de', 'pt-PT'])
const normalise = (...locales: string[]) => normaliseLocales({ tags }, locales)

describe('the languages of a question', () => {
  it('stay where there are words or services in them, or in a related one', () => {
    expect(normalise('fi', 'fi-FI', 'en-AU', 'zh-HK', 'pt-AO', 'gsw', 'ti-ER')).toEqual(['fi', 'fi-FI', 'en-AU', 'zh-HK', 'pt-AO', 'gsw', 'ti-ER'])
    expect(normalise('fi-FI', 'pt-BR', 'fi-FI')).toEqual(['fi-FI', 'pt-BR'])
  })

  it('keep the first one whatever it is, because its reader is told when nobody answers in it', () => {
    for (const first of ['mn-MN', 'fse', 'xyz', 'qaa-ZZ', 'und', 'mul', 'zxx']) expect(normalise(first, 'fi')).toEqual([first, 'fi'])
  })

  it('lose later ones that nobody has words or services in', () => {
    expect(normalise('fi', 'mn', 'qaa', 'el-GR', 'en')).toEqual(['fi', 'en'])
  })
})

const wanted = ['en', 'fi-FI', 'sv-FI', 'es-AR', 'zh-HK', 'nn', 'gsw', 'en-ZA', 'mn-MN', 'fse', 'tlh', 'ti', 'xyz', 'und', 'ja', 'mt']
const inAnyOrder = fc.subarray(wanted, { minLength: 1 }).chain((locales) => fc.shuffledSubarray(locales, { minLength: 1 }))

describe('a question without the languages that cannot change its answer', () => {
  test.prop([directoryInLanguages, anyQuestion, inAnyOrder])('gets the same answer, byte for byte', (directory, facts, locales) => {
    const question = { ...facts, locales }
    const answer = (asked: typeof question) => JSON.stringify(viewHelp(chooseHelp(directory, asked, now, settings)))
    expect(answer({ ...question, locales: normaliseQuestion(directory, question).locales.slice() })).toBe(answer(question))
  })
})
