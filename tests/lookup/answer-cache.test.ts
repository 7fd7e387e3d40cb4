import { describe, expect, it } from 'vitest'
import type { Directory } from '../../src/help/directory.ts'
import { createAnswerCache } from '../../src/lookup/answer/answer-cache.ts'
import { keepAnswer } from '../../src/lookup/answer/kept-answer.ts'
import type { KeptAnswer } from '../../src/lookup/answer/kept-answer.ts'
import { aDirectory } from '../support/directory.ts'

const directory = aDirectory([])
const now = new Date('2026-11-20T12:00:00Z')
const time = now.getTime()

function anAnswer(text: string, nextChange: Date | null = null): KeptAnswer {
  return keepAnswer({ body: { text }, locales: null, nextChange }, { route: '/v1/help', variesBy: [] }, now)
}

function cacheOf(current: Directory, limits?: Parameters<typeof createAnswerCache>[0]) {
  const cache = createAnswerCache(limits)
  cache.follow(current)
  return cache
}

describe('the cache of answers', () => {
  it('gives back what was kept, for the same question only', () => {
    const cache = cacheOf(directory)
    const answer = anAnswer('a')
    cache.keep(directory, 'one', answer)
    expect([cache.find(directory, 'one', time), cache.find(directory, 'other', time)]).toEqual([answer, undefined])
  })

  it('gives an answer back until it changes by itself, and not after a clock that was set back', () => {
    const cache = cacheOf(directory)
    const change = new Date(time + 1000)
    const answer = anAnswer('a', change)
    cache.keep(directory, 'one', answer)
    expect([time, time + 999].map((at) => cache.find(directory, 'one', at))).toEqual([answer, answer])
    expect([time + 1000, time + 3_600_000, time - 1].map((at) => cache.find(directory, 'one', at))).toEqual([undefined, undefined, undefined])
  })

  it('forgets everything after an hour, and when the clock is set back by more than that', () => {
    const cache = cacheOf(directory)
    const ask = (at: number) => cache.findByAddress(directory, '/one', {}, at)
    for (const at of [time, time + 3_600_000, time - 3_600_000]) {
      expect(cache.find(directory, 'one', at)).toBeUndefined()
      const answer = keepAnswer({ body: {}, locales: null, nextChange: null }, { route: '/v1/help', variesBy: [] }, new Date(at))
      cache.keep(directory, 'one', answer)
      cache.noteAddress(directory, '/one', {}, [], 'one')
      expect([ask(at), ask(at + 3_599_999)]).toEqual([answer, answer])
    }
  })

  it('forgets everything when it turns to another directory, of whatever version', () => {
    const cache = cacheOf(directory)
    cache.keep(directory, 'one', anAnswer('a'))
    cache.noteAddress(directory, '/one', {}, [], 'one')
    const next = { ...directory }
    cache.follow(next)
    expect([cache.find(next, 'one', time), cache.findByAddress(next, '/one', {}, time)]).toEqual([undefined, undefined])
    expect([cache.find(directory, 'one', time), cache.findByAddress(directory, '/one', {}, time)]).toEqual([undefined, undefined])
  })

  it('keeps nothing of a directory whose time is over or has not come, and loses nothing by it', () => {
    const [before, after] = [{ ...directory }, { ...directory }]
    const cache = cacheOf(directory)
    const answer = anAnswer('current')
    cache.keep(directory, 'one', answer)
    for (const other of [before, after]) {
      cache.keep(other, 'one', anAnswer('other'))
      cache.noteAddress(other, '/one', {}, [], 'one')
      expect([cache.find(other, 'one', time), cache.findByAddress(directory, '/one', {}, time)]).toEqual([undefined, undefined])
    }
    expect(cache.find(directory, 'one', time)).toBe(answer)
  })

  it('knows an address again, with those headers that were looked at and no others', () => {
    const cache = cacheOf(directory)
    const answer = anAnswer('a')
    cache.keep(directory, 'in Finnish', answer)
    cache.noteAddress(directory, '/plain', { 'accept-language': 'sv' }, [], 'in Finnish')
    cache.noteAddress(directory, '/varies', { 'accept-language': 'fi', 'x-country': 'FI' }, ['X-Country', 'Accept-Language'], 'in Finnish')
    const find = (address: string, headers: Record<string, string>) => cache.findByAddress(directory, address, headers, time)
    expect(find('/plain', { 'accept-language': 'ja' })).toBe(answer)
    expect(find('/varies', { 'accept-language': 'fi', 'x-country': 'FI' })).toBe(answer)
    expect(find('/varies', { 'accept-language': 'sv', 'x-country': 'FI' })).toBeUndefined()
    expect(find('/varies', { 'accept-language': 'FI', 'x-country': 'fi' })).toBeUndefined()
    expect(find('/varies', {})).toBeUndefined()
    expect(find('/unknown', {})).toBeUndefined()
  })

  it('does not remember addresses that are longer than any real one', () => {
    const cache = cacheOf(directory)
    const address = `/v1/listings?q=${'a'.repeat(500)}`
    cache.keep(directory, 'one', anAnswer('a'))
    cache.noteAddress(directory, address, {}, [], 'one')
    cache.noteAddress(directory, '/v1/help', { 'accept-language': 'a'.repeat(500) }, ['Accept-Language'], 'one')
    expect(cache.counts().addresses).toBe(0)
  })
})

describe('a flood of odd questions', () => {
  it('takes no more room than allowed, and drives out nothing that was asked twice', () => {
    const limits = { once: 100_000, again: 400_000 }
    const cache = cacheOf(directory, limits)
    const useful = Array.from({ length: 20 }, (_, index) => `useful ${index}`)
    for (const question of useful) {
      cache.keep(directory, question, anAnswer(question))
      cache.noteAddress(directory, `/${question}`, {}, [], question)
      cache.find(directory, question, time)
      cache.findByAddress(directory, `/${question}`, {}, time)
    }
    const answer = anAnswer('odd')
    for (let number = 0; number < 1_000_000; number += 1) {
      cache.keep(directory, `odd ${number}`, answer)
      cache.noteAddress(directory, `/odd?${number}`, {}, [], `odd ${number}`)
    }
    const { entries, bytes, addresses, evictions } = cache.counts()
    expect(bytes).toBeLessThanOrEqual(limits.once + limits.again)
    expect(entries).toBeLessThan(100)
    expect(addresses).toBeLessThanOrEqual(25_000)
    expect(evictions).toBeGreaterThan(999_900)
    for (const question of useful) expect(cache.findByAddress(directory, `/${question}`, {}, time)).toBeDefined()
  })

  it('cannot push out with its second questions what is asked all the time', () => {
    const cache = cacheOf(directory, { once: 100_000, again: 400_000 })
    const useful = anAnswer('useful')
    cache.keep(directory, 'useful', useful)
    for (let number = 0; number < 50_000; number += 1) {
      cache.keep(directory, `odd ${number}`, anAnswer('odd'))
      cache.find(directory, `odd ${number}`, time)
      if (number % 20 === 0) expect(cache.find(directory, 'useful', time)).toBe(useful)
    }
  })

  it('does not keep what is larger than its room', () => {
    const cache = cacheOf(directory, { once: 10_000, again: 20_000 })
    cache.keep(directory, 'large', anAnswer('a'.repeat(20_000)))
    expect(cache.counts()).toMatchObject({ entries: 0, bytes: 0 })
  })
})
