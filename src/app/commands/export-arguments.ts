import { parseArgs } from 'node:util'
import { toLocaleTag } from '../../help/locale-tag.ts'
import { countryCodes, toCountryCode } from '../../help/places.ts'
import { ExportFault } from '../../interchange/export/export-fault.ts'

export type ExportArguments = {
  out: string
  countries: readonly string[]
  /** null for the languages that matter in each country. */
  locales: readonly string[] | null
  base: string
}

const options = {
  out: { type: 'string', multiple: true },
  country: { type: 'string', multiple: true },
  locale: { type: 'string', multiple: true },
  base: { type: 'string', multiple: true },
} as const

/** How the command is written. */
export const usage =
  'npm run export -- --out <folder> [--country FI,SE] [--locale fi,sv,en] [--base https://help.example.org]'

/**
 * Reads what stands after `npm run export --`.
 *
 * @throws ExportFault that names every fault.
 */
export function readExportArguments(given: readonly string[]): ExportArguments {
  const { values, tokens } = parseArgs({ args: [...given], options, strict: false, allowPositionals: true, tokens: true })
  const faults: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`"${token.value}" is not wanted: every value stands after its option.`)
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      faults.push(`${token.rawName} is not known; there are ${Object.keys(options).map((name) => `--${name}`).join(', ')}.`)
    }
  }
  const textsOf = (name: keyof typeof options) =>
    (values[name] ?? []).flatMap((value) => {
      // The next option is no value, although the parser takes it for one.
      if (typeof value === 'string' && value.trim() !== '' && !value.startsWith('--')) return [value.trim()]
      faults.push(`--${name} needs a value.`)
      return []
    })
  const oneOf = (name: 'out' | 'base') => {
    const [text = '', ...others] = textsOf(name)
    if (others.length > 0) faults.push(`--${name} is there more than once.`)
    return text
  }
  const listOf = (name: 'country' | 'locale', read: (text: string) => string | null, meaning: string) =>
    textsOf(name)
      .flatMap((text) => text.split(',').map((item) => item.trim()))
      .flatMap((text) => {
        const item = read(text)
        if (item === null) faults.push(`--${name}: "${text}" is not ${meaning}.`)
        return item ?? []
      })

  const out = oneOf('out')
  if (values.out === undefined) faults.push('--out is missing: the folder to export to.')
  const countries = listOf('country', toCountryCode, 'an ISO 3166-1 alpha-2 code, such as FI')
  const locales = listOf('locale', toLocaleTag, 'a language tag (BCP 47), such as en, pt-BR or zh-Hant')
  const base = oneOf('base')
  if (base !== '' && !isBase(base)) faults.push('--base must be an https or http address without query, such as https://help.example.org.')
  if (faults.length > 0) throw new ExportFault(`Nothing was exported:\n${faults.map((fault) => `  ${fault}`).join('\n')}\n\nUsage: ${usage}`)
  return {
    out,
    countries: values.country === undefined ? countryCodes : countries,
    locales: values.locale === undefined ? null : [...new Set(locales)].sort(),
    base: base.replace(/\/+$/, ''),
  }
}

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username } = new URL(text)
  return /^https?:$/.test(protocol) && search === '' && hash === '' && username === ''
}
