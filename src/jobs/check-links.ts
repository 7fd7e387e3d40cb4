import { setTimeout as wait } from 'node:timers/promises'
import type { Job } from './job.ts'
import { checkDueLinks } from './links/check-due-links.ts'
import { linkAgent } from './links/link-agent.ts'
import { lookAtLink } from './links/look-at-link.ts'

/** Milliseconds for which a host rests between two questions. */
const rest = 2000

/** Milliseconds for one answer. */
const patience = 15_000

/** Milliseconds after which a run begins nothing more: a link may take a few minutes, and the run must end before it counts as failed. */
const longest = 45 * 60_000

/**
 * Looks each hour at some of the web addresses that published listings give, at each about once a week. Says with its name who asks,
 * and where to complain; while there is no such place, which is so on the machine of a developer, it asks nobody.
 */
export const checkLinks: Job<'check-links'> = {
  name: 'check-links',
  schedule: '17 * * * *',
  policy: 'singleton',
  retryLimit: 2,
  retryDelay: 300,
  retryDelayMax: 3600,
  // Less than the hour until the next run.
  expireInSeconds: 55 * 60,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
  async run(context, _payload, { signal }) {
    if (!context.publicUrl.startsWith('https:')) {
      context.log.info({}, 'no link is looked at: PUBLIC_URL is not an address with https, so nobody could find out who asks')
      return
    }
    const agent = linkAgent()
    const asking = { agent, userAgent: `ChildSafetyResourceDirectory (link check; +${context.publicUrl})`, signal, patience }
    const pause = () => wait(rest, undefined, { signal })
    const begun = performance.now()
    const isOver = () => performance.now() - begun > longest
    try {
      const counts = await checkDueLinks(context, { look: (url) => lookAtLink(url, asking, pause), pause, signal, isOver })
      if (counts !== null) context.log.info(counts, 'links looked at')
    } finally {
      agent.destroy()
    }
  },
}
