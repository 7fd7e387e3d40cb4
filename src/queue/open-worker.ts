import type { JobWithMetadata } from 'pg-boss'
import { PgBoss } from 'pg-boss'
import { GivenUp } from './given-up.ts'
import { jobPayloads, type JobName } from './job-payloads.ts'
import { queueSchema } from './queue-names.ts'

export interface Work {
  name: JobName
  /**
   * Rejects when the work failed and is to be tried again as its plan says; with `GivenUp` when that is of no use.
   *
   * @param job its id stays the same when it is tried again; its signal aborts when nobody waits for the work any more
   */
  run: (payload: unknown, job: { id: string; signal: AbortSignal }) => Promise<void>
  /** The payload without what must not be kept once the work is done or given up. */
  redact?: ((payload: unknown) => object) | undefined
}

/** How often the queue is asked for work, in seconds: what waits here is for nobody who is looking at a screen. */
const pollingIntervalSeconds = 2

/** How often work that nobody finished in time is looked for, and how old what a worker knows of the others may be, in seconds. */
const superviseIntervalSeconds = 5

/** How often what was done long enough ago is deleted, in seconds. */
const maintenanceIntervalSeconds = 10 * 60

/** A connection that is silently dead is noticed after this time, in milliseconds. */
const queryTimeout = 60_000

/**
 * Begins to take work from the queue, and asks for what the schedules say. Goes on by itself after the database was away; a fault is
 * given to `onFault` and never thrown.
 *
 * @param onFault takes faults of the queue itself, again and again while they last
 * @throws when the database cannot be reached now, or was not migrated
 * @returns `stop` lets running work end, for `patience` milliseconds at most; what is then not finished is tried again by another worker
 */
export async function openWorker(
  url: string,
  works: readonly Work[],
  onFault: (fault: unknown) => void,
): Promise<{ stop: (patience: number) => Promise<void> }> {
  const options = {
    connectionString: url,
    schema: queueSchema,
    migrate: false,
    max: 3,
    application_name: 'directory-worker',
    superviseIntervalSeconds,
    monitorIntervalSeconds: superviseIntervalSeconds,
    maintenanceIntervalSeconds,
    // Of a queue in which only one may run at a time, a worker takes nothing while it believes that another one runs.
    queueCacheIntervalSeconds: superviseIntervalSeconds,
    // For the driver: pg-boss hands on what it does not know.
    keepAlive: true,
    query_timeout: queryTimeout,
  }
  const boss = new PgBoss(options)
  boss.on('error', onFault)
  const stop = (patience: number) => boss.stop({ timeout: patience })
  try {
    await boss.start()
    for (const work of works) {
      const settings = { pollingIntervalSeconds, batchSize: 1, includeMetadata: true, perJobResults: true } as const
      await boss.work(work.name, settings, (given: JobWithMetadata[]) => Promise.all(given.map((job) => doWork(boss, work, job))))
    }
    return { stop }
  } catch (error) {
    await stop(0)
    throw error
  }
}

/** Does one job. The dead letters get a copy of the payload as it is in the queue, so it is redacted there before a failure is the last. */
async function doWork(boss: PgBoss, { name, run, redact }: Work, { id, data, retryCount, retryLimit, signal }: JobWithMetadata) {
  const takeAway = async () => {
    if (redact === undefined) return
    const kept = redact(jobPayloads[name].parse(data))
    await boss.getDb().executeSql(`UPDATE ${queueSchema}.job SET data = $3 WHERE name = $1 AND id = $2`, [name, id, kept])
  }
  try {
    const payload = jobPayloads[name].parse(data)
    if (retryCount >= retryLimit) await takeAway()
    await run(payload, { id, signal })
    await takeAway()
    return { id, status: 'completed' } as const
  } catch (error) {
    if (!(error instanceof GivenUp)) return { id, status: 'failed', output: error } as const
    await takeAway()
    return { id, status: 'deadletter', output: error } as const
  }
}
