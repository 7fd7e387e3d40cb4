import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { ruleIds } from '../../src/help/rules/rule.ts'
import type { RuleId } from '../../src/help/rules/rule.ts'
import { anyQuestion, hostileDirectory } from '../support/arbitrary-directory.ts'
import { now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'
import { knownOf, seeChoice } from '../support/see-choice.ts'
import { findBreaches } from '../support/violations.ts'

describe('whatever the directory holds and whoever asks', () => {
  test.prop([hostileDirectory, anyQuestion], { runs: 3000 })('no safety rule is broken', (directory, question) => {
    const choice = chooseHelp(directory, question, now, settings)
    expect(findBreaches(seeChoice(choice), knownOf(directory, question.country))).toEqual([])
  })

  test.prop([hostileDirectory, anyQuestion])('every listing of the country and the world is shown or left out with its rule', (directory, question) => {
    const choice = chooseHelp(directory, question, now, settings)
    const shown = choice.sections.flatMap(({ listings }) => listings.map(({ listing }) => listing.slug))
    const considered = directory.listings.filter(
      ({ content }) => content.kind !== 'emergency_service' && (content.worldwide || content.countries.includes(question.country)),
    )
    expect([...shown, ...choice.leftOut.map(({ slug }) => slug)].sort()).toEqual(considered.map(({ slug }) => slug).sort())
  })

  test.prop([hostileDirectory, anyQuestion])('the answer is the same until its next change', (directory, question) => {
    const choice = chooseHelp(directory, question, now, settings)
    expect(choice.computedAt.getTime()).toBeLessThanOrEqual(now.getTime())
    const later = choice.nextChange === null ? now.getTime() + 3_600_000 : choice.nextChange.getTime() - 1
    expect(later).toBeGreaterThanOrEqual(now.getTime())
    expect(chooseHelp(directory, question, new Date(later), settings)).toEqual(choice)
  })
})

/** Rules that remove and can be switched off; S12 is part of the address check of S10. */
const removable = ruleIds.filter((id) => id !== 'S12')

/** S1 stands behind the data file and S6: it only shows where both fail, as with a wrong row in the file. */
const alsoOff: Partial<Record<RuleId, readonly RuleId[]>> = { S1: ['S6'] }

describe.each(removable)('without %s', (id: RuleId) => {
  const isBroken = (switchedOff: ReadonlySet<RuleId>): boolean =>
    fc.check(
      fc.property(hostileDirectory, anyQuestion, (directory, question) => {
        const choice = chooseHelp(directory, question, now, settings, switchedOff)
        return findBreaches(seeChoice(choice), knownOf(directory, question.country)).every(({ rule }) => rule !== id)
      }),
      { numRuns: 5000, endOnFailure: true, seed: 1 },
    ).failed

  it('the check above would fail', () => {
    expect(isBroken(new Set([id, ...(alsoOff[id] ?? [])]))).toBe(true)
  })
  it.runIf(alsoOff[id] !== undefined)('and holds while only what it stands behind is off', () => {
    expect(isBroken(new Set(alsoOff[id]))).toBe(false)
  })
})
