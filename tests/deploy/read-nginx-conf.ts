export interface Directive {
  name: string
  words: string[]
  /** What stands in its braces; null when it has none. */
  block: Directive[] | null
}

/**
 * Reads a configuration of nginx, as nginx does: words, quotes, comments, semicolons, braces.
 *
 * @throws when a brace or a semicolon is missing or too many
 */
export function readNginxConf(text: string): Directive[] {
  const tokens = [...text.matchAll(/#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([;{}])|([^\s;{}"']+)/g)]
    .filter(([whole]) => !whole.startsWith('#'))
    .map(([, double, single, mark, word]) => ({ mark: mark ?? null, word: double ?? single ?? word ?? '' }))
  let next = 0

  function readBlock(isInner: boolean): Directive[] {
    const directives: Directive[] = []
    for (let words: string[] = []; ; ) {
      const token = tokens[next++]
      if (token === undefined) {
        if (isInner || words.length > 0) throw new Error(`The file ends in the middle of ${words.join(' ')}`)
        return directives
      }
      if (token.mark === null) words.push(token.word)
      else if (token.mark === '}') {
        if (!isInner || words.length > 0) throw new Error(`A brace too many, or no semicolon after ${words.join(' ')}`)
        return directives
      } else {
        const [name, ...rest] = words
        if (name === undefined) throw new Error(`Nothing stands before a ${token.mark}`)
        directives.push({ name, words: rest, block: token.mark === '{' ? readBlock(true) : null })
        words = []
      }
    }
  }
  return readBlock(false)
}
