import { describe, expect, it } from 'vitest'
import { readExportArguments } from '../../../src/app/commands/export-arguments.ts'

describe('the arguments of an export', () => {
  it('are a folder, and everything else by default', () => {
    const { out, countries, locales, base } = readExportArguments(['--out', 'site'])
    expect([out, countries.length, locales, base]).toEqual(['site', 250, null, ''])
  })

  it('may be written in every usual way', () => {
    expect(readExportArguments(['--country=fi,UK', '--out=site', '--locale', 'sv, EN-gb', '--country', 'se', '--base', 'https://help.example.org/'])).toEqual({
      out: 'site',
      countries: ['FI', 'GB', 'SE'],
      locales: ['en-GB', 'sv'],
      base: 'https://help.example.org',
    })
  })

  it('are refused with every fault at once', () => {
    const given = ['site', '--contry', 'FI', '--country', 'FIN,,SE', '--locale', 'en_US', '--base', 'help', '--out']
    const lines = () => readExportArguments(given)
    for (const fault of [
      /"site" is not wanted/,
      /--contry is not known; there are --out, --country, --locale, --base\./,
      /--out needs a value\./,
      /--country: "FIN" is not an ISO 3166-1 alpha-2 code/,
      /--country: "" is not/,
      /--locale: "en_US" is not a language tag/,
      /--base must be an https or http address/,
      /Usage: npm run export -- --out <folder>/,
    ]) {
      expect(lines).toThrow(fault)
    }
    expect(() => readExportArguments([])).toThrow(/--out is missing/)
    expect(() => readExportArguments(['--out', '--country', 'FI'])).toThrow(/--out needs a value/)
    expect(() => readExportArguments(['--out', 'a', '--out', 'b'])).toThrow(/--out is there more than once/)
  })
})
