import type { z } from 'zod'
import { type GuidanceContent, guidanceContent, type guidanceText } from '../../help/guidance-content.ts'
import type { GuidanceRow } from './guidance-row.ts'
import { plainWords } from './plain-words.ts'
import { refusals, type RowFault } from './row-fault.ts'

export type GuidanceEntry = { slug: string; content: GuidanceContent }

const slugPattern = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/

/** The guidance that a row and its texts make, or `null` when it cannot be taken. */
export function guidanceFromRow(
  row: GuidanceRow,
  texts: readonly z.infer<typeof guidanceText>[],
): { entry: GuidanceEntry | null; faults: RowFault[] } {
  const { slug, note, ...facts } = row
  const faults: RowFault[] = []
  if (!slugPattern.test(slug) || slug.length > 100) {
    faults.push({
      field: '/slug',
      reason: 'is not a slug: lower-case letters a-z and digits, joined by single points, hyphens or underscores',
      effect: 'row_refused',
    })
  }
  if (texts.length === 0) faults.push({ field: '/slug', reason: 'has a text in no language', effect: 'row_refused' })
  else {
    const result = guidanceContent.safeParse({ ...facts, texts, editorsNote: note }, { error: plainWords })
    if (!result.success) faults.push(...refusals(result.error.issues, (path) => (path[0] === 'editorsNote' ? ['note'] : path)))
    else if (faults.length === 0) return { entry: { slug, content: result.data }, faults }
  }
  return { entry: null, faults }
}
