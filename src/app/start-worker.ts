import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../db/client.ts'
import { jobs } from '../jobs/index.ts'
import type { Job, JobContext, JobLog } from '../jobs/job.ts'
import { openMail } from '../mail/open-mail.ts'
import type { JobName } from '../queue/job-payloads.ts'
import type { openWorker, Work } from '../queue/open-worker.ts'
import type { Config } from './config.ts'

export interface RunningWorker {
  /** Takes no more work, and waits a while for what is running; another worker tries again what did not end. */
  stop: () => Promise<void>
}

/** Milliseconds that running work has to end in when the worker stops. */
const patience = 10_000

/** Pauses between attempts to begin while the database is away, in milliseconds: the first and the longest. */
const [firstPause, longestPause] = [500, 15_000]

/** A fault that lasts is logged again after this time only, in milliseconds. */
const logAgainAfter = 60_000

/**
 * Starts the background work. Gives back at once and never fails: while the database is away, or was not migrated yet, it tries
 * again, and nothing that goes wrong here ever concerns the answers that the same process may give.
 *
 * @param databaseUrl the address of the database, once it is ready
 */
export function startWorker({ config, publicUrl, databaseUrl, now, log, print }: {
  config: Pick<Config, 'unverifiedDays' | 'verifyDays' | 'smtpUrl' | 'mailFrom'>
  /** Where people reach this installation: links in mails lead there. */
  publicUrl: string
  databaseUrl: Promise<string>
  now: () => Date
  log: JobLog
  /** Takes lines for the person who started it: mails, where there is no mail server. */
  print: (text: string) => void
}): RunningWorker {
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
  const onFault = logSometimes(log)

  /** Gives back how to end what runs then. */
  async function begin(): Promise<() => Promise<void>> {
    const url = await Promise.race([databaseUrl, stopped])
    if (url === null) return () => Promise.resolve()
    const database = openDatabase(url)
    // Loaded only now: a start has answers to give before it needs it.
    const [{ openWorker: open }, { openQueue }] = await Promise.all([import('../queue/open-worker.ts'), import('../queue/open-queue.ts')])
    const queue = openQueue(url)
    const mail = await openMail({ ...config, publicUrl }, print)
    const works = jobs.map((job) => toWork(job, { database, queue, settings: config, mail, publicUrl, now, log }))
    const worker = await openWhenPossible(() => open(url, works, onFault))
    return async () => {
      await worker?.stop(patience)
      mail.close()
      await queue.close()
      await database.close()
    }
  }

  async function openWhenPossible(open: () => ReturnType<typeof openWorker>): Promise<Awaited<ReturnType<typeof openWorker>> | null> {
    for (let next = firstPause; !signal.aborted; next = Math.min(2 * next, longestPause)) {
      try {
        const worker = await open()
        log.info({ jobs: jobs.map(({ name }) => name) }, 'the worker takes work')
        return worker
      } catch (error) {
        onFault(error)
        await pauseUnlessStopped(next, signal)
      }
    }
    return null
  }

  const begun = begin()
  return {
    async stop() {
      stopping.abort()
      const end = await begun
      await end()
    },
  }
}

/** What a job says of itself in the log. Payloads are not logged. */
function toWork(job: Job<JobName>, context: JobContext): Work {
  return {
    name: job.name,
    redact: job.redact === undefined ? undefined : (payload) => job.redact?.(payload as Parameters<typeof job.run>[1]) ?? {},
    async run(payload, run) {
      const begun = performance.now()
      const facts = () => ({ job: job.name, ms: Math.round(performance.now() - begun) })
      try {
        await job.run(context, payload as Parameters<typeof job.run>[1], run)
        context.log.info(facts(), 'a job is done')
      } catch (error) {
        context.log.error({ ...facts(), ...describe(error) }, 'a job failed; it is tried again as often as its plan says, then waits among the dead letters')
        throw error
      }
    },
  }
}

/** A database that is away fails every poll. */
function logSometimes(log: JobLog): (fault: unknown) => void {
  let last = { message: '', at: Number.NEGATIVE_INFINITY }
  return (fault) => {
    const facts = describe(fault)
    const at = performance.now()
    if (facts.fault === last.message && at - last.at < logAgainAfter) return
    last = { message: facts.fault, at }
    log.warn(facts, 'the worker cannot use the job queue; it goes on trying')
  }
}

function describe(fault: unknown): { fault: string } {
  if (fault instanceof AggregateError && fault.message === '') return describe(fault.errors[0])
  const message = typeof fault === 'object' && fault !== null && 'message' in fault ? String(fault.message) : String(fault)
  // pg-boss adds which of its loops failed; that they all did, one line says.
  return { fault: message.replace(/ \(Queue: [^)]*\)$|\n[^]*$/, '') }
}

async function pauseUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
