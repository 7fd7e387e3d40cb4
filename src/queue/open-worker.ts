import { PgBoss } from 'pg-boss'
import { jobPayloads, type JobName } from './job-payloads.ts'
import { queueSchema } from './queue-names.ts'

export interface Work {
  name: JobName
  /** Rejects when the work failed and is to be tried again as its plan says. */
  run: (payload: unknown) => Promise<void>
}

/** How often the queue is asked for work, in seconds: what waits here is for nobody who is looking at a screen. */
const pollingIntervalSeconds = 2

/** How often work that nobody finished in time is looked for, and how old what a worker knows of the others may be, in seconds. */
const superviseIntervalSeconds = 5

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
    for (const { name, run } of works) {
      await boss.work(name, { pollingIntervalSeconds }, async (given) => {
        for (const { data } of given) await run(jobPayloads[name].parse(data))
      })
    }
    return { stop }
  } catch (error) {
    await stop(0)
    throw error
  }
}
