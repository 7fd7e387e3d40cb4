import { describe, expect, it } from 'vitest'
import { ageFit, bandOfAge } from '../../src/help/age.ts'
import type { AgeBand, Audience } from '../../src/help/vocabulary.ts'

describe('the band of an age', () => {
  it.each([
    [0, '0-5'],
    [5, '0-5'],
    [6, '6-9'],
    [9, '6-9'],
    [10, '10-12'],
    [13, '13-15'],
    [16, '16-17'],
    [17, '16-17'],
    [18, '18-plus'],
    [120, '18-plus'],
  ])('%i is %s', (age, band) => {
    expect(bandOfAge(age)).toBe(band)
  })
})

describe('how age limits fit', () => {
  it.each([
    [5, 19, 'child', '13-15', 'full'],
    [null, 18, 'child', '13-15', 'full'],
    [13, null, 'child', '13-15', 'full'],
    [14, 21, 'child', '13-15', 'partial'],
    [null, 14, 'child', '13-15', 'partial'],
    [null, null, 'child', '13-15', 'unknown'],
    [16, null, 'child', '13-15', null],
    [null, 12, 'child', '13-15', null],
    [18, null, 'adult', '18-plus', 'full'],
    [null, 25, 'adult', '18-plus', 'partial'],
    [null, 17, 'adult', '18-plus', null],
    [10, 12, 'child', 'unknown', 'full'],
    [11, null, 'child', 'unknown', null],
    [10, null, 'child', 'unknown', 'full'],
    [null, 9, 'child', 'unknown', null],
    [14, 21, 'concerned_self', 'unknown', 'unknown'],
    [null, 17, 'adult', 'unknown', 'unknown'],
    [8, 18, 'parent_carer', '6-9', 'partial'],
  ] satisfies [number | null, number | null, Audience, AgeBand, string | null][])('%s to %s for %s %s: %s', (minAge, maxAge, audience, band, fit) => {
    expect(ageFit({ minAge, maxAge }, audience, band)).toBe(fit)
  })
})
