import { describe, expect, it } from 'vitest'
import { requestedLocales } from '../../src/lookup/parameters/requested-locales.ts'

const fromHeader = (header: string) => requestedLocales(undefined, header).locales

describe('the languages a reader wants', () => {
  it('are the locale alone, where it is sent', () => {
    expect(requestedLocales('sv', 'fi')).toEqual({ locales: ['sv'], variesBy: [] })
  })

  it('are else those of the header by their weights, each once, without what is malformed', () => {
    expect(requestedLocales(null, 'fi;q=0.2, x_y, SV-fi, sv-FI;q=0.9, *;q=0.1')).toEqual({ locales: ['sv-FI', 'fi'], variesBy: ['Accept-Language'] })
    expect(requestedLocales(undefined, undefined)).toEqual({ locales: [], variesBy: ['Accept-Language'] })
  })

  it('are among the first 20 of the header: what comes after is not read, however much it is wanted', () => {
    const letters = 'abcdefghijklmnopqrst'.split('')
    const twenty = letters.map((letter) => `q${letter}a;q=0.5`)
    expect(fromHeader([...twenty, 'fi;q=1'].join(','))).toHaveLength(20)
    expect(fromHeader([...twenty, 'fi;q=1'].join(','))).not.toContain('fi')
    expect(fromHeader([...twenty.slice(1), 'fi;q=1'].join(','))[0]).toBe('fi')
  })
})
