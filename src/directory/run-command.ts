import type { Database } from '../db/client.ts'
import type { Transaction } from '../db/transaction.ts'
import { inTransaction } from '../db/transaction.ts'
import { ProblemError } from '../lib/errors.ts'
import { actorName } from './actor.ts'
import type { Principal } from './actor.ts'
import { recordAudit } from './audit/record-audit.ts'
import { authorise, noSuchThing } from './authorise.ts'
import type { Command, EditingParts, Subject } from './command.ts'
import { readActor } from './read-actor.ts'

export type Precondition = {
  /** The tag that the caller saw; null where the command is refused for nothing that happened meanwhile. */
  ifMatch: string | null
}

/** Runs a command in a transaction of its own: everything it does is committed, or nothing. */
export async function runCommand<Input, Found extends Subject, Result>(
  parts: EditingParts & { database: Database },
  principal: Principal | null,
  command: Command<Input, Found, Result>,
  input: Input,
  precondition: Precondition = { ifMatch: null },
): Promise<Result> {
  return inTransaction(parts.database, (transaction) => runCommandIn(transaction, parts, principal, command, input, precondition))
}

/**
 * Runs a command in a given transaction, which whoever opened it commits or rolls back.
 *
 * @throws ProblemError `not_signed_in`, `no_such_thing`, `second_factor_required`, `not_allowed`, `changed_meanwhile`, and what
 *   the command itself refuses
 */
export async function runCommandIn<Input, Found extends Subject, Result>(
  transaction: Transaction,
  { queue, settings, now }: EditingParts,
  principal: Principal | null,
  command: Command<Input, Found, Result>,
  input: Input,
  { ifMatch }: Precondition = { ifMatch: null },
): Promise<Result> {
  const at = now()
  if (principal === null) throw notSignedIn()
  // What it is about is locked before the roles of who asks: two who change each other's roles would otherwise wait for each other.
  const found = await command.find({ transaction, now: at }, input)
  const actor = await readActor(transaction, principal, at)
  if (actor === null) throw notSignedIn()
  if (!settings.fourEyes) await transaction.$executeRaw`SELECT set_config('directory.four_eyes', 'off', true)`
  if (found === null) throw noSuchThing()
  authorise(actor, command.operation, found)
  if (ifMatch !== null && found.tag !== null && found.tag !== ifMatch) {
    throw changedMeanwhile(found.tag, (await command.compare?.({ transaction }, found, ifMatch)) ?? {})
  }
  const context = {
    transaction,
    actor,
    actorName: actorName(actor),
    now: at,
    settings,
    enqueue: async (...[name, payload, options]: Parameters<typeof queue.enqueue> extends [unknown, ...infer Rest] ? Rest : never) => {
      await queue.enqueue(transaction, name, payload, options)
    },
  }
  const { result, audit } = await command.run(context, input, found)
  await recordAudit(transaction, { ...audit, at, actor: context.actorName, action: command.operation })
  return result
}

function notSignedIn(): ProblemError {
  return new ProblemError('not_signed_in', 'Sign in, or send a key that is valid.')
}

function changedMeanwhile(tag: string, extension: Readonly<Record<string, unknown>>): ProblemError {
  return new ProblemError('changed_meanwhile', 'Somebody changed it since you read it. Read it again, and decide anew.', {
    headers: { etag: `"${tag}"` },
    extension,
  })
}
