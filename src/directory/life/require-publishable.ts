import { ProblemError } from '../../lib/errors.ts'
import type { Life } from './living.ts'

/**
 * The content as it would be published.
 *
 * @throws ProblemError `not_publishable` with every fault and its place, when it must not be
 */
export function requirePublishable<Content>({ content, check }: Life<Content>, given: unknown): Content {
  const read = content.safeParse(given)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({
      pointer: `/content${path.map((part) => `/${String(part)}`).join('')}`,
      code: 'invalid_value' as const,
      detail: message,
    }))
    throw new ProblemError('not_publishable', 'The content is of an older form. Mend it in a new revision.', { faults })
  }
  const { faults } = check(read.data)
  if (faults.length > 0) {
    throw new ProblemError('not_publishable', `There ${faults.length === 1 ? 'is one fault' : `are ${faults.length} faults`} to mend.`, {
      faults: faults.map(({ pointer, code, detail }) => ({ pointer: `/content${pointer}`, code: 'invalid_value', detail: `${detail} (${code})` })),
    })
  }
  return read.data
}
