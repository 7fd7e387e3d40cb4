import { ProblemError } from '../lib/errors.ts'

/**
 * The version that a caller saw, from `If-Match`. `*` does not say which one that was, so it is refused as well.
 *
 * @throws ProblemError `tag_required`
 */
export function readTag(header: string | undefined): string {
  const tag = /^(?:W\/)?"([^"]{1,100})"$/.exec(header?.trim() ?? '')?.[1]
  if (tag === undefined) {
    const fault = header === undefined ? '' : 'What was sent as If-Match is no ETag. '
    throw new ProblemError('tag_required', `${fault}Send the ETag of what you read as If-Match, with its quotation marks, such as "3.1".`)
  }
  return tag
}
