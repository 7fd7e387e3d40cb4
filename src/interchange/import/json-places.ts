/** Where things stand in JSON text, which `JSON.parse` does not tell. */
import { findNodeAtLocation, type Node, parseTree, visit } from 'jsonc-parser'

export type JsonPlace = { path: (string | number)[]; line: number }

/** Keys that stand twice in one object: `JSON.parse` would drop the first value in silence. Lines count from 1. */
export function repeatedKeys(text: string): JsonPlace[] {
  const repeated: JsonPlace[] = []
  const open: Set<string>[] = []
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, startLine, _startCharacter, pathOf) => {
      const keys = open.at(-1)
      if (keys?.has(key) === true) repeated.push({ path: [...pathOf(), key], line: startLine + 1 })
      keys?.add(key)
    },
  })
  return repeated
}

/** The line, counted from 1, of the first place where the text is not JSON; 1 when it is. */
export function firstBrokenLine(text: string): number {
  let line: number | null = null
  const remember = (startLine: number) => {
    line ??= startLine + 1
  }
  visit(text, { onError: (_code, _offset, _length, startLine) => remember(startLine) }, { disallowComments: true })
  return line ?? 1
}

/** Finds the line of a JSON pointer in a document, or of what encloses it. */
export function locate(text: string): (pointer: string) => number {
  let tree: Node | undefined
  return (pointer) => {
    tree ??= parseTree(text)
    if (tree === undefined) return 1
    let node = tree
    for (const part of pointer.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const next = findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key])
      if (next === undefined) break
      node = next
    }
    return text.slice(0, node.offset).split('\n').length
  }
}
