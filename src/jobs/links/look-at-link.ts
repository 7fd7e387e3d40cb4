import { getDomain } from 'tldts'
import type { LinkOutcome, LinkResult } from '../../directory/problem/link-outcome.ts'
import { ask, type Answer, type Asking } from './ask.ts'
import { isOutside, isRefusal } from './link-agent.ts'

const mostRedirects = 5

/** No name that can be looked up is longer (RFC 1035). Where a server leads to is its own choice, and is kept and sent by mail. */
const longestName = 253

/** Whether the same question as GET may be answered otherwise: some servers know no HEAD. */
const worthAsking: readonly LinkOutcome[] = ['unclear', 'http_error', 'moved_away', 'not_https', 'too_many_redirects', 'unreachable']

/**
 * Looks whether a page is still there: HEAD first, then GET. Follows redirects within the same registrable domain; whoever leads away
 * from it leads somewhere that nobody has checked.
 *
 * @param wait is called between two questions to the same host
 * @throws only when `signal` aborts
 */
export async function lookAtLink(link: string, asking: Asking, wait: () => Promise<void>): Promise<LinkResult> {
  const first = await follow(link, 'HEAD', asking)
  if (!worthAsking.includes(first.outcome)) return first
  await wait()
  return follow(link, 'GET', asking)
}

async function follow(link: string, method: 'HEAD' | 'GET', asking: Asking): Promise<LinkResult> {
  const home = domainOf(new URL(link))
  let url = new URL(link)
  for (let redirects = 0; ; redirects += 1) {
    if (isOutside(url.hostname)) return { outcome: 'private_address', status: null, movedTo: null }
    let answer: Answer
    try {
      answer = await ask(url, method, asking)
    } catch (error) {
      asking.signal.throwIfAborted()
      return { outcome: outcomeOfFault(error), status: null, movedTo: null }
    }
    const { status, location, isBusy } = answer
    const found = (outcome: LinkOutcome, movedTo: string | null = null) => ({ outcome, status, movedTo })
    if (![301, 302, 303, 307, 308].includes(status) || location === null) return found(isBusy ? 'busy' : outcomeOfStatus(status))
    if (!URL.canParse(location, url.href)) return found('http_error')
    url = new URL(location, url)
    // The domain first: to lead away without https is leading away.
    if (domainOf(url) !== home) return found('moved_away', domainOf(url))
    if (url.protocol !== 'https:') return found('not_https')
    if (redirects === mostRedirects) return found('too_many_redirects')
  }
}

/** Whoever shares a public suffix of a hosting company, such as `github.io`, is another domain. */
function domainOf({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname.slice(0, longestName)
}

function outcomeOfStatus(status: number): LinkOutcome {
  if (status >= 200 && status < 300) return 'ok'
  // Turned away as a program, or until somebody signs in; 999 is what LinkedIn says.
  if ([401, 403, 405, 406, 407, 412, 451, 999].includes(status)) return 'unclear'
  return 'http_error'
}

const codes: Readonly<Record<string, LinkOutcome>> = {
  LINK_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'unknown_host',
  ENODATA: 'unknown_host',
  // It is our own name server that does not answer.
  EAI_AGAIN: 'unclear',
}

function outcomeOfFault(error: unknown): LinkOutcome {
  if (isRefusal(error)) return 'private_address'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(?:CERT_|ERR_TLS|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(code)) return 'bad_certificate'
  return codes[code] ?? 'unreachable'
}
