import { z } from 'zod'
import { allowedOperations } from '../../directory/allowed-operations.ts'
import type { Problem } from '../../directory/problem/problem.ts'
import { urgentFrom } from '../../directory/problem/urgent-from.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { nextCursorView } from '../page-fields.ts'
import { abilitiesView, actorView, timeView, viewActor } from './shared-views.ts'

export const problemKindField = z
  .enum(Object.keys(urgentFrom) as (keyof typeof urgentFrom)[])
  .meta({ id: 'ReportedProblemKind', description: 'What is wrong with a listing, as somebody noticed it.' })
export const problemSourceField = z
  .enum(['public', 'machine'])
  .meta({ id: 'ProblemSource', description: '`public`: people who needed help. `machine`: the check of links.' })
export const problemStateField = z
  .enum(['open', 'accepted', 'dismissed'])
  .meta({ id: 'ReportedProblemState', description: '`accepted`: it was so. `dismissed`: all was well, or is again.' })

export const problemView = z
  .object({
    id: z.uuid(),
    listing: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).meta({ id: 'ProblemListing', description: 'The listing that it is about.' }),
    organisationId: z.uuid().nullable(),
    kind: problemKindField,
    source: problemSourceField,
    state: problemStateField,
    count: z.int().meta({ description: 'How often it was noticed. Nothing is known about who said so.' }),
    urgentAt: timeView.nullable().meta({ description: 'Since when so many said so that somebody should look at once.' }),
    detail: z.string().nullable().meta({ description: 'What a machine found; null for what the public said.' }),
    firstAt: timeView,
    lastAt: timeView,
    closedAt: timeView.nullable(),
    closedBy: actorView.nullable(),
    reason: z.string().nullable(),
    abilities: abilitiesView,
  })
  .meta({ id: 'ReportedProblem', description: 'What the public or a machine noticed about a listing, counted.' })

export const problemPageView = z
  .object({ problems: z.array(problemView).meta({ description: 'Urgent ones first, then those that wait longest.' }), nextCursor: nextCursorView })
  .meta({ id: 'ReportedProblemPage', description: 'Problems to look at.' })

export async function viewProblems({ transaction, actor }: Pick<Viewer, 'transaction' | 'actor'>, problems: readonly Problem[]): Promise<z.output<typeof problemView>[]> {
  const names = await readNames(transaction, problems.flatMap(({ closedBy }) => closedBy ?? []))
  return problems.map(({ id, listing, organisationId, kind, source, state, count, urgentAt, detail, firstAt, lastAt, closedAt, closedBy, reason }) => ({
    id,
    listing: { id: listing.id, slug: listing.slug, name: listing.name },
    organisationId,
    kind,
    source,
    state,
    count,
    urgentAt: urgentAt?.toISOString() ?? null,
    detail,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    closedBy: closedBy === null ? null : viewActor(closedBy, names),
    reason,
    abilities: state === 'open' ? allowedOperations(actor, ['problem.accept', 'problem.dismiss'], { organisationId }) : [],
  }))
}

/** One, as a command answers it. */
export async function viewProblem(viewer: Pick<Viewer, 'transaction' | 'actor'>, problem: Problem): Promise<{ body: unknown; tag: string }> {
  const [body] = await viewProblems(viewer, [problem])
  return { body, tag: problem.tag }
}
