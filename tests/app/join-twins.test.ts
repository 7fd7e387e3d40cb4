import { describe, expect, it } from 'vitest'
import { joinTwins } from '../../src/app/join-twins.ts'

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function joined(schemas: Record<string, object>, ...used: string[]) {
  return joinTwins({ components: { schemas }, paths: { '/': used.map(reference) } })
}

describe('a schema that the generator wrote twice', () => {
  const word = { enum: ['a', 'b'] }

  it('has one name, wherever it is referred to', () => {
    const schemas = { Word: word, WordInput: word, List: { items: reference('Word') }, ListInput: { items: reference('WordInput') } }
    expect(joined(schemas, 'List', 'ListInput')).toEqual({
      components: { schemas: { List: { items: reference('Word') }, Word: word } },
      paths: { '/': [reference('List'), reference('List')] },
    })
  })

  it('goes where nothing refers to it, and gives its name to the one that is used', () => {
    const schemas = { Word: {}, WordInput: word, Unused: {}, UnusedInput: {} }
    expect(joined(schemas, 'WordInput')).toEqual({ components: { schemas: { Word: word } }, paths: { '/': [reference('Word')] } })
  })

  it('needs two names when it is read in another form than it is answered', () => {
    expect(() => joined({ Word: word, WordInput: { enum: ['a'] } }, 'Word', 'WordInput')).toThrow(/^Word is read in another form/)
  })

  it('may be called Input itself', () => {
    expect(joined({ Input: word, UserInput: word }, 'UserInput')).toMatchObject({ components: { schemas: { UserInput: word } } })
  })
})
