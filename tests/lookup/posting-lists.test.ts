import { describe, expect, it } from 'vitest'
import { createPostingLists } from '../../src/lookup/search/posting-lists.ts'
import { fc, test } from '../support/fast-check.ts'

const worth = [10, 8, 4]
const most = 400

type Change = { kind: 'append' | 'remove' | 'delete'; list: number; documents: number[] }

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('append', 'append', 'append', 'remove', 'delete'),
  list: fc.nat(3),
  documents: fc.uniqueArray(fc.nat(most - 1), { maxLength: 200, size: 'max' }),
})

describe('posting lists', () => {
  test.prop([fc.array(change, { minLength: 1, maxLength: 40 })])('have the documents that were added and not taken out', (changes) => {
    const postings = createPostingLists()
    const lists = [0, 1, 2, 3].map(() => ({ list: postings.create(), documents: new Map<number, number>() }))
    for (const { kind, list: which, documents } of changes) {
      const one = lists[which]
      if (one === undefined) throw new Error('no such list')
      if (kind === 'append') {
        for (const document of documents) {
          if (one.documents.has(document)) continue
          postings.append(one.list, document, document % 3)
          // Of one document the first weight counts.
          postings.append(one.list, document, 2)
          one.documents.set(document, worth[document % 3] ?? 0)
        }
      } else if (kind === 'remove') {
        const gone = new Uint8Array(most)
        for (const document of documents) gone[document] = 1
        for (const { list } of lists) postings.remove(list, gone)
        for (const each of lists) for (const document of documents) each.documents.delete(document)
      } else {
        postings.delete(one.list)
        one.list = postings.create()
        one.documents.clear()
      }
      for (const { list, documents: expected } of lists) {
        const scores = new Uint32Array(most)
        postings.raiseScores(list, worth, scores)
        expect([...scores]).toEqual(Array.from({ length: most }, (_, document) => expected.get(document) ?? 0))
        expect(postings.size(list)).toBe(expected.size)
      }
    }
  })

  it('hold a list of many pages, and only raise scores', () => {
    const postings = createPostingLists()
    const list = postings.create()
    for (let document = 0; document < 300_000; document += 1) postings.append(list, document, document % 2)
    const scores = new Uint32Array(300_000).fill(9)
    postings.raiseScores(list, worth, scores)
    expect(scores.every((score, document) => score === (document % 2 === 0 ? 10 : 9))).toBe(true)
    expect(postings.bytes()).toBeLessThan(300_000 * 4 * 1.5)
  })
})
