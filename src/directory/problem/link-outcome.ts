/** What came of looking at a web address. */
export const linkOutcomes = {
  ok: 'works',
  /** The server answers, and says neither that the page is there nor that it is not: many turn away whatever is not a browser. */
  unclear: 'is not shown to programs',
  /** The server asked to be left alone for a while. */
  busy: 'is busy',
  http_error: 'answers with an error',
  moved_away: 'leads to another domain',
  not_https: 'leads to a page without https',
  too_many_redirects: 'leads on and on',
  unknown_host: 'has a name that is not known',
  private_address: 'leads into a private network',
  bad_certificate: 'has no valid certificate',
  timeout: 'does not answer in time',
  unreachable: 'cannot be reached',
} as const

export type LinkOutcome = keyof typeof linkOutcomes

export type LinkResult = {
  outcome: LinkOutcome
  /** The last HTTP status; null where there was none. */
  status: number | null
  /** The registrable domain to which it led away. */
  movedTo: string | null
}

const inconclusive: readonly LinkOutcome[] = ['unclear', 'busy']

export function isFailure(outcome: LinkOutcome): boolean {
  return outcome !== 'ok' && !inconclusive.includes(outcome)
}

/** Failing this often in a row, of which each is on another day, a link counts as dead. */
export const deadAfter = 3

/** Failures of a link count once when they are closer to each other than this: two listings that give it may be due soon after one another. */
export const countedOnceIn = 12 * 60 * 60 * 1000

/** A link that leads to another domain may lead to somebody else: it counts earlier. */
export const deadAfterMovingAway = 2
