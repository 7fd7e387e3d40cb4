import { ProblemError } from '../lib/errors.ts'

/**
 * The version that a caller saw, from `If-Match`. `*` does not say which one that was, so it is refused as well.
 *
 * @throws ProblemError `tag_required`
 */
export function readTag(header: string | undefined): string {
  const tag = /^(?:W\/)?"([^"]{1,100})"$/.exec(header?.trim() ?? '')?.[1]
  if (tag === undefined) throw new ProblemError('tag_required', 'Send the ETag of what you read as If-Match.')
  return tag
}
