import { z } from 'zod'
import type { RecoveryFacts } from '../../directory/editor/start-recovery.ts'
import { readNames } from '../../directory/read-names.ts'
import type { Viewer } from '../command-route.ts'
import { actorView, timeView, viewActor } from './shared-views.ts'

export const recoveryView = z
  .object({
    editorId: z.uuid(),
    askedBy: actorView,
    confirmedBy: actorView.nullable(),
    expiresAt: timeView.meta({ description: 'Until when it can be confirmed; once it is, until when the link in the mail works.' }),
  })
  .meta({ id: 'Recovery', description: 'A new password and second factor for somebody, which takes two administrators.' })

export async function viewRecovery(
  { transaction }: Pick<Viewer, 'transaction'>,
  { editorId, askedBy, confirmedBy, expiresAt }: RecoveryFacts,
): Promise<{ body: z.output<typeof recoveryView>; tag: null }> {
  const names = await readNames(transaction, [askedBy, confirmedBy ?? ''])
  const body = {
    editorId,
    askedBy: viewActor(askedBy, names),
    confirmedBy: confirmedBy === null ? null : viewActor(confirmedBy, names),
    expiresAt: expiresAt.toISOString(),
  }
  return { body, tag: null }
}
