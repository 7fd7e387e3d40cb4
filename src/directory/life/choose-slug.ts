import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { spellOutLetters } from '../../lib/spell-out-letters.ts'
import type { Noun } from './living.ts'

/**
 * The readable name of a new listing or guidance, which never changes: the wish of its author, or made from words in basic Latin letters.
 *
 * @throws ProblemError `already_exists` when the wish is taken
 */
export async function chooseSlug(transaction: Transaction, noun: Noun, wish: string | null, words: readonly string[]): Promise<string> {
  const base = wish ?? slugOf(words, noun)
  // Until this transaction ends nobody else chooses: of two that are made from the same words, the second gets a number.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slug ${noun}`}, 0))`
  const rows = await transaction.$queryRaw<{ slug: string }[]>`
    SELECT "slug" FROM ${Prisma.raw(`"${noun}"`)} WHERE "slug" = ${base} OR "slug" LIKE ${`${base.replaceAll('_', '\\_')}-%`}`
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(base)) return base
  if (wish !== null) throw new ProblemError('already_exists', `There is a ${noun} with this slug already.`)
  let number = 2
  while (taken.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}

function slugOf(words: readonly string[], noun: Noun): string {
  const latin = spellOutLetters(words.join(' ').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
  return latin === '' ? noun : latin
}
