/** The schema of the database in which pg-boss keeps everything. The role of the public side has no right in it. */
export const queueSchema = 'pgboss'

/** Where work goes that failed as often as its plan allows, until an operator has looked at it. */
export const deadLetters = 'dead-letters'

/** Jobs that failed stay this long, in seconds: 90 days, so that nobody misses one over a holiday. */
export const keepDeadLetters = 90 * 24 * 60 * 60
