import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { countryCodes } from '../../src/help/places.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import { ageBands, audiences, situations } from '../../src/help/vocabulary.ts'
import { aQuestion, settings } from '../support/directory.ts'
import { knownOf, seeChoice } from '../support/see-choice.ts'
import { readSeedDirectory } from '../support/seed-directory.ts'
import { findBreaches } from '../support/violations.ts'

const now = new Date('2026-11-22T12:00:00Z')
const directory = await readSeedDirectory(new Date('2026-11-22T00:00:00Z'))

/** Territories whose emergency numbers the seed leaves out, because sources contradict or there is no service. */
const withoutNumber = ['AQ', 'BV', 'GS', 'HM', 'IO', 'KP', 'NF', 'PN', 'TF', 'UM']

describe('in every country, for every situation, audience and age', () => {
  it.each(countryCodes)('%s is answered safely, with guidance, somebody to turn to and the emergency number', (country) => {
    const known = knownOf(directory, country)
    const faults: unknown[] = []
    for (const situation of situations) {
      for (const audience of audiences) {
        for (const ageBand of ageBands) {
          const resolved = resolveQuestion({ ...aQuestion(), country, situation, audience, ageBand, explain: false })
          if ('faults' in resolved) continue
          const choice = chooseHelp(directory, resolved.question, now, settings)
          const breaches = findBreaches(seeChoice(choice), known)
          const isEmpty = choice.guidance === null || choice.sections.length === 0
          const hasNumber = choice.emergency.numbers.length > 0
          if (breaches.length > 0 || isEmpty || hasNumber === withoutNumber.includes(country)) {
            faults.push({ situation, audience, ageBand, breaches, isEmpty, hasNumber })
          }
        }
      }
    }
    expect(faults).toEqual([])
  })
})
