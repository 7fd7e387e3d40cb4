import type { ProblemKind } from '../../db/generated/client.ts'

/**
 * From how many reports on somebody must look at a problem at once. A wrong number or a closed service can do harm to the next child,
 * and whoever says so has tried; that nobody answered or a page did not load may pass; what helps one person does not help another.
 */
export const urgentFrom: Readonly<Record<ProblemKind, number>> = {
  wrong_number: 3,
  closed: 3,
  no_answer: 5,
  dead_link: 5,
  not_helpful: 10,
}

/** Milliseconds in which an organisation hears of one listing at most once: a day, less the hour by which the daily job may begin earlier. */
export const toldAtMostEvery = 23 * 60 * 60 * 1000
