import { inTransaction } from '../db/transaction.ts'
import { findReminders } from '../directory/reminder/find-reminders.ts'
import { remindOrganisation } from '../directory/reminder/remind-organisation.ts'
import type { Job } from './job.ts'

/** Tells organisations each morning which of their listings have to be checked, two weeks before a check is due and before the public sees them no more. */
export const sendReminders: Job<'send-reminders'> = {
  name: 'send-reminders',
  schedule: '40 6 * * *',
  policy: 'singleton',
  retryLimit: 5,
  retryDelay: 60,
  retryDelayMax: 3600,
  expireInSeconds: 15 * 60,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
  async run({ database, queue, settings, now, log }, _payload, { signal }) {
    const organisations = await findReminders(database, settings, now())
    let [mails, unreachable] = [0, 0]
    for (const organisation of organisations) {
      signal.throwIfAborted()
      const sent = await inTransaction(database, (transaction) => remindOrganisation({ transaction, queue, now: now() }, organisation))
      mails += sent
      if (sent === 0) unreachable += 1
    }
    log.info({ organisations: organisations.length, mails, unreachable }, 'organisations reminded of checks')
  },
}
