import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext } from '../command.ts'
import type { Life, Living } from './living.ts'

/**
 * Keeps an organisation from putting before its own reviewers what reaches beyond its own listings. Two of its people cannot agree on it
 * either: nobody of those whom it concerns would be among them.
 *
 * @param published what the public sees now, or saw last
 * @throws ProblemError `not_publishable`, with each place that is for a curator
 */
export async function requireUnreserved<Content>(
  { transaction, actor }: Pick<CommandContext, 'transaction' | 'actor'>,
  life: Life<Content>,
  living: Living,
  published: Content | null,
  next: Content,
): Promise<void> {
  if (actor.type === 'editor' && actor.platformRole !== null) return
  const reserved = await life.findReserved(transaction, living, published, next)
  if (reserved.length === 0) return
  throw new ProblemError('not_publishable', 'It changes what others show. Ask a curator to submit it.', {
    faults: reserved.map(({ pointer, code, detail }) => ({ pointer: `/content${pointer}`, code: 'invalid_value', detail: `${detail} (${code})` })),
  })
}
