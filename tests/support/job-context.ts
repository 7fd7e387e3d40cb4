import type { Database } from '../../src/db/client.ts'
import type { JobContext, JobRun } from '../../src/jobs/job.ts'
import type { Mail } from '../../src/mail/mail-transport.ts'
import { settings } from './directory.ts'

export interface LogLine {
  level: string
  facts: object
  message: string
}

/** What jobs are given, with everything that they log and every mail that they send. */
export function jobContext(database: Database, facts: Partial<JobContext> = {}): JobContext & { lines: LogLine[]; mails: Mail[] } {
  const lines: LogLine[] = []
  const mails: Mail[] = []
  const write = (level: string) => (about: object, message: string) => void lines.push({ level, facts: about, message })
  return {
    database,
    queue: { enqueue: () => Promise.reject(new Error('this job asks for no work')) },
    settings,
    mail: {
      send: (mail) => {
        mails.push(mail)
        return Promise.resolve()
      },
      close: () => undefined,
    },
    publicUrl: 'https://directory.example.org',
    now: () => new Date(),
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    lines,
    mails,
    ...facts,
  }
}

/** A run that nobody stops. */
export function jobRun(id = '00000000-0000-7000-8000-000000000001'): JobRun {
  return { id, signal: new AbortController().signal }
}
