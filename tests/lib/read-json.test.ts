import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/lib/read-json.ts'

describe('a body that is made to take long', () => {
  it.each([
    ['a text that never ends', `{"a":"${'\\"'.repeat(100_000)}`],
    ['quotation marks and backslashes', '"\\'.repeat(100_000)],
  ])('is read in one pass: %s', { timeout: 3000 }, (_name, text) => {
    // A pattern that begins anew at each quotation mark needs minutes for it.
    expect(readJson(text)).toMatchObject({ broken: { line: 1 } })
  })

  it('says where it breaks unless it is nested too deeply, and brackets in texts do not nest', () => {
    expect(readJson(`{"a":"${'['.repeat(200)}\\"${'{'.repeat(200)}",}`)).toMatchObject({ broken: { line: 1 } })
    expect(readJson('['.repeat(200))).toEqual({ broken: null })
    expect(readJson(`{"a":"${'['.repeat(200)}","a":1}`)).toEqual({ value: { a: 1 }, repeated: ['a'] })
  })
})
