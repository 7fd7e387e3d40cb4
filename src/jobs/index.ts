import type { JobName } from '../queue/job-payloads.ts'
import { checkLinks } from './check-links.ts'
import { cleanUp } from './clean-up.ts'
import type { Job } from './job.ts'
import { receiveClaim } from './receive-claim.ts'
import { reportDueListings } from './report-due-listings.ts'
import { sendMail } from './send-mail.ts'
import { sendReminders } from './send-reminders.ts'

/** All background work there is. */
export const jobs: readonly Job<JobName>[] = [reportDueListings, sendMail, sendReminders, checkLinks, receiveClaim, cleanUp]
