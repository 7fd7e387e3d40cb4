import { inTransaction } from '../db/transaction.ts'
import { fitMail } from '../directory/problem/fit-mail.ts'
import { findUntoldProblems } from '../directory/problem/find-untold-problems.ts'
import { mostLinksInMail } from '../directory/problem/record-link-check.ts'
import { tellOrganisation } from '../directory/problem/tell-organisation.ts'
import { findReminders } from '../directory/reminder/find-reminders.ts'
import { remindOrganisation } from '../directory/reminder/remind-organisation.ts'
import type { Job } from './job.ts'

/**
 * Tells organisations each morning which of their listings have to be checked, two weeks before a check is due and before the public
 * sees them no more; and of problems that must not wait and of which they have not heard.
 */
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
    const untold = await findUntoldProblems(database)
    for (const { problemId, listingId, kind, source, count, detail } of untold) {
      signal.throwIfAborted()
      await inTransaction(database, (transaction) =>
        tellOrganisation({ transaction, queue, now: now() }, { problemId, listingId }, (to, named) =>
          source === 'machine' && detail !== null
            ? { to, template: 'links_dead', data: { ...named, links: detail.split('\n').slice(0, mostLinksInMail).map(fitMail) } }
            : { to, template: 'problem_urgent', data: { ...named, kind, count } },
        ),
      )
    }
    log.info({ organisations: organisations.length, mails, unreachable, untoldProblems: untold.length }, 'organisations reminded of checks')
  },
}
