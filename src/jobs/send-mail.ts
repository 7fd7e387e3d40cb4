import { MailRefused } from '../mail/mail-transport.ts'
import { writeMail } from '../mail/write-mail.ts'
import { GivenUp } from '../queue/given-up.ts'
import { redactMail } from '../queue/mail-payload.ts'
import type { Job } from './job.ts'

/**
 * Sends one mail. While the mail server is away it is tried again for three days: after a minute, two, four, then each hour. Once it
 * is sent or given up, what makes its link work is taken out of the queue.
 */
export const sendMail: Job<'send-mail'> = {
  name: 'send-mail',
  schedule: null,
  policy: 'standard',
  // Six growing pauses make up the first hour or two.
  retryLimit: 6 + 72,
  retryDelay: 60,
  retryDelayMax: 3600,
  expireInSeconds: 120,
  deleteAfterSeconds: 60 * 60,
  redact: redactMail,
  async run({ mail, publicUrl }, payload, { id }) {
    const written = writeMail(payload, publicUrl)
    if (written === null) throw new GivenUp('The link of this mail was taken away when the mail was given up: ask for a new one.')
    try {
      await mail.send({ to: payload.to, id, ...written })
    } catch (error) {
      throw error instanceof MailRefused ? new GivenUp(error.message) : error
    }
  },
}
