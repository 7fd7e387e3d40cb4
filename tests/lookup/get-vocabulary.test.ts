import { describe, expect, it } from 'vitest'
import { ageBands, audiences, channelTypes, communities, kinds, situations, topics } from '../../src/help/vocabulary.ts'
import { vocabularyView } from '../../src/lookup/views/vocabulary-view.ts'
import { getAnswer, getProblem } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const server = useSeededServer()

const get = (query = '', headers?: Record<string, string>) =>
  getAnswer(server.app, `/v1/vocabulary${query}`, vocabularyView, headers)

describe('GET /v1/vocabulary', () => {
  it('has every word in its order', async () => {
    const answer = await get()
    const ids = (words: readonly { id: string }[]) => words.map(({ id }) => id)
    expect(ids(answer.kinds)).toEqual(kinds)
    expect(ids(answer.audiences)).toEqual(audiences)
    expect(ids(answer.ageBands)).toEqual(ageBands)
    expect(ids(answer.topics)).toEqual(topics)
    expect(ids(answer.communities)).toEqual(communities)
    expect(ids(answer.situations)).toEqual(situations)
    expect(ids(answer.channels)).toEqual(channelTypes)
  })

  it('has a label for every word in every language, and no key or placeholder among them', async () => {
    const { locales } = await get()
    expect(locales.length).toBeGreaterThan(25)
    for (const { locale } of locales) {
      const answer = await get(`?locale=${locale}`)
      expect(answer.locale).toBe(locale)
      const labels = Object.values(answer).flatMap((words) =>
        Array.isArray(words) ? words.flatMap((word) => ('label' in word ? [word.label] : [])) : [],
      )
      expect(labels.length).toBeGreaterThan(80)
      expect(labels.filter((text) => /^[a-z]+\.[a-z0-9_-]+$|[{}]/.test(text))).toEqual([])
    }
  })

  it('names the languages in themselves, with their direction', async () => {
    const { locales } = await get()
    expect(locales).toContainEqual({ locale: 'sv', name: 'svenska', direction: 'ltr' })
    expect(locales).toContainEqual({ locale: 'ar', name: 'العربية', direction: 'rtl' })
  })

  it('follows the reader', async () => {
    expect((await get('', { 'accept-language': 'pt-AO' })).locale).toBe('pt-PT')
    expect((await get('?locale=ar')).direction).toBe('rtl')
  })

  it('refuses what it does not know', async () => {
    expect((await getProblem(server.app, '/v1/vocabulary?lcoale=sv')).detail).toBe(
      'lcoale: is not known here; did you mean locale?',
    )
  })
})
