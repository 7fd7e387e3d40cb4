import type { Transaction } from '../db/transaction.ts'

/** The names of those who did something, by how they are written down. Those who were removed, and processes, have none. */
export async function readNames(transaction: Transaction, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = (type: string) => [...new Set(actors.filter((actor) => actor.startsWith(`${type}:`)).map((actor) => actor.slice(type.length + 1)))]
  const people = await transaction.editor.findMany({
    where: { id: { in: ids('editor') }, removedAt: null },
    select: { id: true, name: true },
  })
  const keys = await transaction.apiKey.findMany({ where: { id: { in: ids('key') } }, select: { id: true, name: true } })
  return new Map([
    ...people.map(({ id, name }) => [`editor:${id}`, name] as const),
    ...keys.map(({ id, name }) => [`key:${id}`, name] as const),
  ])
}
