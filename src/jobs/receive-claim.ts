import { inTransaction } from '../db/transaction.ts'
import { receiveClaim as receive } from '../directory/claim/receive-claim.ts'
import type { Job } from './job.ts'

/** Looks at what somebody outside asked for. A job, so that the caller cannot tell by the time of the answer what is known here. */
export const receiveClaim: Job<'receive-claim'> = {
  name: 'receive-claim',
  schedule: null,
  policy: 'standard',
  retryLimit: 20,
  retryDelay: 30,
  retryDelayMax: 3600,
  expireInSeconds: 120,
  deleteAfterSeconds: 60 * 60,
  async run({ database, queue, now, log }, payload) {
    const outcome = await inTransaction(database, (transaction) => receive({ transaction, queue, now: now() }, payload))
    log.info({ outcome }, 'a claim was looked at')
  },
}
