import { describe, expect, test } from 'vitest'
import { parsePattern } from '../../../src/help/wording/parse-pattern.ts'
import { termsFile } from '../../../src/help/wording/terms-file.ts'

const exact = (text: string) => ({ kind: 'exact', text })

describe('a pattern', () => {
  test('is words, beginnings of words, choices, lists, gaps and beginnings of clauses', () => {
    expect(parsePattern('^ sav* (the|my own) ... <image> >> ^ it')).toEqual([
      [
        { phrases: [[{ kind: 'prefix', text: 'sav' }]], after: 'next', opens: true },
        { phrases: [[exact('the')], [exact('my'), exact('own')]], after: 'next', opens: false },
        { phrases: { list: 'image' }, after: 'near', opens: false },
        { phrases: [[exact('it')]], after: 'later', opens: true },
      ],
    ])
  })

  test('with a part that may be missing is two', () => {
    expect(parsePattern('your (own)? fault')).toEqual([...parsePattern('your (own) fault'), ...parsePattern('your fault')])
  })

  test('in a script without spaces is its characters', () => {
    expect(parsePattern('保存')).toEqual([
      [{ phrases: [[exact('保'), exact('存')]], after: 'next', opens: false }],
    ])
  })

  test.each([
    ['', 'ends before it has said anything'],
    ['... picture', '... stands between two things'],
    ['save ...', 'ends before it has said anything'],
    ['save ^', 'ends before it has said anything'],
    ['save ... ^ it', 'a clause does not begin inside a clause'],
    ['(save|)', 'has no word'],
    ['(save|keep', 'is not understood'],
    ['<Image>', 'is not understood'],
    ['(a|<image>)', 'a phrase is made of words only'],
    ['(a|b)*', 'has no word'],
    ['sa*ve', 'a star stands at the beginning or the end of a word'],
    ['保存*', 'a star means nothing in a script without spaces'],
    ['?!', 'has no word'],
  ])('%s is refused with the reason', (text, reason) => expect(() => parsePattern(text)).toThrow(reason))
})

describe('a file of words is refused, with the place', () => {
  const file = { language: 'xx', signed: [], lists: { image: ['picture*'] }, rules: { blame: { find: ['your fault'] } } }
  const faults = (changes: object) => {
    const issues = termsFile.safeParse({ ...file, ...changes }).error?.issues
    return issues?.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }

  test.each([
    ['a rule that nobody knows', { rules: { blaim: { find: ['x'] } } }, 'rules.blaim: is not a rule of rules.json'],
    ['a list that is not there', { rules: { blame: { find: ['<imgae>'] } } }, 'rules.blame: names the list <imgae>'],
    ['a broken pattern', { rules: { blame: { find: ['x ...'] } } }, 'rules.blame.find.0: “x ...”: ends before'],
    ['a rule without words', { rules: { blame: { find: [] } } }, 'rules.blame.find: '],
    ['a signature without a day', { signed: [{ by: 'An NGO', on: 'yesterday' }] }, 'signed.0.on: '],
  ])('%s', (_name, changes, fault) => expect(faults(changes)?.join()).toContain(fault))

  test('and taken when it is in order', () => expect(faults({})).toBeUndefined())
})
