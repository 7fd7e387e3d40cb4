import { z } from 'zod'
import { reachOf } from '../../directory/reach.ts'
import { readQueue } from '../../queue/read-queue.ts'
import { queryRoute } from '../query-route.ts'
import { timeView } from '../views/shared-views.ts'

const count = z.int().min(0)

const jobsView = z
  .object({
    queues: z.array(
      z.object({
        name: z.string().meta({ description: 'What is done.', examples: ['send-mail'] }),
        waiting: count,
        running: count,
        lastDone: timeView.nullable().meta({ description: 'When one of it last ended well; null when that is longer ago than it is kept.' }),
      }),
    ),
    failed: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string().meta({ description: 'What was to be done.', examples: ['send-mail'] }),
          failedAt: timeView,
          fault: z.string().meta({ description: 'What the last attempt said.' }),
        }),
      )
      .meta({ description: 'What failed as often as it is tried, the oldest first, at most 200. `npm run -s cli -- jobs --retry` tries it again.' }),
  })
  .meta({ id: 'Jobs', description: 'The background work.' })

export const listJobsRoute = queryRoute({
  url: '/v1/console/jobs',
  operationId: 'listJobs',
  tag: 'Background work',
  summary: 'List the background work: what waits, what runs, when each was last done, and what failed for good.',
  description: 'For administrators. Says nothing of what a job was given: mails carry addresses and links.',
  operation: 'job.read',
  answer: { description: 'The background work.', schema: jobsView },
  async run({ transaction, actor }) {
    reachOf(actor, 'job.read')
    const { queues, dead } = await readQueue(transaction)
    const body: z.output<typeof jobsView> = {
      queues: queues.map(({ name, waiting, running, done }) => ({ name, waiting, running, lastDone: done?.toISOString() ?? null })),
      failed: dead.map(({ id, name, failedAt, fault }) => ({ id, name, failedAt: failedAt.toISOString(), fault })),
    }
    return { body, tag: null }
  },
})
