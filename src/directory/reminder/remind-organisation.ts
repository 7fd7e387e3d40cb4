import type { Transaction } from '../../db/transaction.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { readRecipients } from '../organisation/read-recipients.ts'
import type { DueReminder, OrganisationReminders } from './find-reminders.ts'

/**
 * Asks for one mail to the contact address of an organisation and to each of its managers, and notes what they were told of: nobody
 * is told twice of the same date. Where there is nobody to tell, nothing is noted: whoever comes later hears of it then.
 *
 * @returns to how many it goes; 0 when there is nobody
 * @throws Error when another worker has just said some of it; the whole is then tried again
 */
export async function remindOrganisation(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { organisationId, organisationName, reminders }: OrganisationReminders,
): Promise<number> {
  const recipients = await readRecipients(transaction, organisationId)
  if (recipients.length === 0) return 0
  const { count } = await transaction.reminder.createMany({
    data: reminders.map(({ listingId, stage, due }) => ({ listingId, stage, due, at: now })),
    skipDuplicates: true,
  })
  // Happens when a worker was believed to be gone and was not.
  if (count < reminders.length) throw new Error('Some of these reminders were just sent by another worker.')
  const said = (stage: DueReminder['stage']) =>
    reminders.filter((entry) => entry.stage === stage).map(({ title, slug, due }) => ({ name: title, slug, day: due.toISOString().slice(0, 10) }))
  const data = { organisation: organisationName, due: said('before_due'), hidden: said('before_hidden') }
  for (const to of recipients) await queue.enqueue(transaction, 'send-mail', { to, template: 'checks_due', data })
  return recipients.length
}
