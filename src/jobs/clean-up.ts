import { forgetEndedSignIns } from '../directory/editor/forget-ended-sign-ins.ts'
import { forgetWhatIsOver } from '../directory/forget-what-is-over.ts'
import { forgetLinkChecks } from '../directory/problem/forget-link-checks.ts'
import { forgetDeadSecrets } from '../queue/forget-dead-secrets.ts'
import type { Job } from './job.ts'

/** Deletes each night what was for a time only. */
export const cleanUp: Job<'clean-up'> = {
  name: 'clean-up',
  schedule: '20 3 * * *',
  policy: 'singleton',
  retryLimit: 5,
  retryDelay: 60,
  retryDelayMax: 3600,
  expireInSeconds: 15 * 60,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
  async run({ database, now, log }) {
    const over = await forgetWhatIsOver(database, now())
    const signIns = await forgetEndedSignIns(database, now())
    const linkChecks = await forgetLinkChecks(database, now())
    const deadSecrets = await forgetDeadSecrets(database)
    log.info({ ...over, signIns, linkChecks, deadSecrets }, 'what was over is forgotten')
  },
}
