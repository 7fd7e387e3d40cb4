/**
 * A process for kill.test.ts: takes listings through their lives, one command after the other, and says on its output what was
 * committed, until it kills itself at a statement or is killed.
 */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/db/client.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import type { Principal } from '../../../src/directory/actor.ts'
import type { Command, EditingParts, Subject } from '../../../src/directory/command.ts'
import { createListing } from '../../../src/directory/listing/create-listing.ts'
import { listingCommands } from '../../../src/directory/listing/listing-life.ts'
import type { Living } from '../../../src/directory/life/living.ts'
import { runCommandIn } from '../../../src/directory/run-command.ts'
import { recordVerification } from '../../../src/directory/verification/record-verification.ts'
import { answersOf } from '../../support/answers.ts'
import { now, settings } from '../../support/directory.ts'
import { editableListing } from '../../support/editable-listing.ts'
import { failingTransaction } from '../../support/failing-transaction.ts'

const [url = '', round = '', organisationId = '', authorId = '', reviewerId = '', killAt = '0'] = process.argv.slice(2)

const database = openDatabase(url)
const parts: EditingParts = { settings: { ...settings, fourEyes: true }, now: () => now, queue: { enqueue: () => Promise.resolve('') } }
const author: Principal = { type: 'editor', id: authorId, secondFactor: true }
const reviewer: Principal = { type: 'editor', id: reviewerId, secondFactor: true }

let statements = 0
let step = 0

/** Runs a command as the product does, and says so when it is committed. `mark` is different for each command of all rounds. */
async function run<Input, Found extends Subject, Result>(
  who: Principal,
  command: Command<Input, Found, Result>,
  input: (mark: string) => unknown,
  ifMatch: string | null,
): Promise<Result> {
  step += 1
  const mark = `round ${round} step ${step}`
  const result = await inTransaction(database, async (transaction) => {
    const counted = failingTransaction(transaction, Number(killAt) - statements, () => process.kill(process.pid, 'SIGKILL'))
    const done = await runCommandIn(counted.transaction, parts, who, command, command.input.parse(input(mark)), { ifMatch })
    statements += counted.asked()
    return done
  })
  // At once: what a process has written and not yet sent would be lost with it.
  writeSync(1, `${JSON.stringify({ operation: command.operation, mark })}\n`)
  return result
}

for (;;) {
  const content = editableListing()
  let living: Living = await run(author, createListing, (note) => ({ organisationId, slug: null, content, note }), null)
  const { id } = living
  const go = async (who: Principal, verb: keyof typeof listingCommands, more: (mark: string) => object) => {
    const command = listingCommands[verb] as unknown as Command<unknown, Living, Living>
    living = await run(who, command, (mark) => ({ id, ...more(mark) }), living.tag)
  }
  const note = (mark: string) => ({ note: mark })
  const reason = (mark: string) => ({ reason: mark })
  const check = (revision: number) => (mark: string) => ({
    id,
    method: 'dialled',
    checkedAt: now.toISOString(),
    revision,
    evidence: mark,
    checklist: answersOf('dialled'),
  })
  await go(author, 'submit', note)
  await go(reviewer, 'approve', note)
  await go(reviewer, 'publish', note)
  await run(author, recordVerification, check(1), null)
  await go(author, 'revise', (mark) => ({ content: editableListing({ topics: ['bullying'] }), note: mark }))
  await go(author, 'submit', note)
  await go(reviewer, 'return', reason)
  await go(author, 'submit', note)
  await go(reviewer, 'approve', note)
  await go(reviewer, 'publish', note)
  await go(reviewer, 'suspend', reason)
  await go(author, 'restore', (mark) => ({ number: 1, note: mark }))
  await go(reviewer, 'resume', reason)
  await go(author, 'submit', note)
  await go(author, 'withdraw', reason)
}
