import { ProblemError } from '../lib/errors.ts'

/** The problem of a method that no address here answers. */
export function unknownMethod(): ProblemError {
  return new ProblemError('method_not_implemented', 'No address here answers this method. Use GET, HEAD, POST or OPTIONS.')
}
