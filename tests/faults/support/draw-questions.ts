import { ageBands, situations } from '../../../src/help/vocabulary.ts'
import { drawNumbers } from '../../bench/fill/draw-numbers.ts'
import { markerCountry } from './open-publisher.ts'
import type { Question } from './question.ts'

const countries = ['FI', 'GB', 'DE', 'KE', 'JP', 'US', 'IN', 'BR', 'EG', 'PN']
const locales = ['en', 'fi', 'sv', 'ar', 'ja', 'pt-BR', 'zh-HK', 'sw']
const words = ['lasten', 'helpline', 'child', 'police', '116111']

const get = (path: string, markers: Question['markers'] = 'any'): Question => ({ method: 'GET', path, body: null, markers })

/** Answers with a directory version in them, of every kind: what a marker must be seen in comes as often as the rest. */
export function drawQuestions(count: number, seed = 1): Question[] {
  const draw = drawNumbers(seed)
  const one = (values: readonly string[]) => values[draw(values.length)] ?? ''
  const help = (country: string) => ({ country, locale: one(locales), ageBand: one(ageBands.slice(0, 5)), audience: 'child', situation: one(situations) })
  const address = (country: string) => `/v1/help?${new URLSearchParams(help(country)).toString()}`
  const kinds: (() => Question)[] = [
    () => get(address(one(countries))),
    () => get(address(markerCountry), 'only'),
    () => ({ method: 'POST', path: '/v1/help', body: JSON.stringify(help(one(countries))), markers: 'any' }),
    () => get(`/v1/listings?country=${markerCountry}&limit=100&locale=${one(locales)}`, 'all'),
    () => get(`/v1/bundles/${markerCountry}?locale=${one(locales)}`, 'all'),
    () => get(`/v1/listings?country=${one(countries)}&limit=${1 + draw(100)}&locale=${one(locales)}`),
    () => get(`/v1/listings?q=${one(words)}&limit=${1 + draw(20)}&locale=${one(locales)}`),
    () => get(`/v1/bundles/${one(countries)}?locale=${one(locales)}`),
    () => get(`/v1/countries?locale=${one(locales)}`),
    () => get(`/v1/guidance?situation=${one(situations)}&locale=${one(locales)}`),
  ]
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]?.() ?? get('/v1/countries'))
}
