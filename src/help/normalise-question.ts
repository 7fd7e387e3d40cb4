import type { Directory } from './directory.ts'
import { normaliseLocales } from './normalise-locales.ts'
import type { HelpQuestion } from './question.ts'

/**
 * The question in the form in which it is answered: two that must get the same answer are written alike.
 */
export function normaliseQuestion(directory: Pick<Directory, 'tags'>, question: HelpQuestion): HelpQuestion {
  const { country, subdivision, ageBand, audience, situation, topics, channels, communities, limit, explain } = question
  return {
    country,
    subdivision,
    locales: normaliseLocales(directory, question.locales),
    ageBand,
    audience,
    situation,
    topics: [...new Set(topics)].sort(),
    channels: [...new Set(channels)].sort(),
    communities: [...new Set(communities)].sort(),
    limit,
    explain,
  }
}
