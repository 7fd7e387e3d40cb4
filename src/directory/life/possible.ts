import type { Standing } from './standing.ts'

/** What can be done with a listing or guidance, as far as its own state goes. The verbs of the permissions. */
export const verbs = ['revise', 'restore', 'submit', 'withdraw', 'approve', 'return', 'publish', 'suspend', 'resume', 'retire'] as const
export type Verb = (typeof verbs)[number]

/** Why something cannot be done with it now; null when it can. Whoever may do it, and approvals of one's own, are another question. */
export function whyNot(verb: Verb, { state, review, last, published }: Standing): string | null {
  if (state === 'retired') return 'It is retired, which is for good.'
  switch (verb) {
    case 'revise':
    case 'restore':
    case 'retire':
      return null
    case 'submit':
      if (review !== null) return 'It is in review already.'
      return last.id === published?.id ? 'Its last revision is the one that the public sees.' : null
    case 'withdraw':
    case 'return':
      return review === null ? 'It is not in review.' : null
    case 'approve':
      if (review === null) return 'It is not in review.'
      if (review.revisionId !== last.id) return 'There is a newer revision than the one in review.'
      return review.state === 'approved' ? 'It is approved already.' : null
    case 'publish':
      if (review === null) return 'It is not in review.'
      if (review.revisionId !== last.id) return 'There is a newer revision than the one in review.'
      return review.state === 'approved' ? null : 'It is not approved yet.'
    case 'suspend':
      return state === 'published' ? null : 'It is not public.'
    case 'resume':
      return state === 'suspended' ? null : 'It is not suspended.'
  }
}
