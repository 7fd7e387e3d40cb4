import { findDueListings } from '../directory/verification/find-due-listings.ts'
import type { Job } from './job.ts'

/**
 * Tells the operator each morning which listings nobody has checked in time: one line with the counts, and a warning for each that
 * children lose within a week.
 */
export const reportDueListings: Job<'report-due-listings'> = {
  name: 'report-due-listings',
  schedule: '10 6 * * *',
  policy: 'singleton',
  retryLimit: 5,
  retryDelay: 60,
  retryDelayMax: 3600,
  expireInSeconds: 300,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
  async run({ database, settings, now, log }) {
    const { stoppingSoon, ...counts } = await findDueListings(database, settings, now())
    log.info(counts, 'listings to check')
    for (const { slug, countries, servedUntil } of stoppingSoon) {
      log.warn({ slug, countries, servedUntil: servedUntil.toISOString() }, 'a listing stops being served unless somebody checks it')
    }
  },
}
