import Negotiator from 'negotiator'
import { remember } from '../../lib/remember.ts'
import type { Encoding } from './compress.ts'

const offered: Encoding[] = ['br', 'gzip', 'identity']

/** Longer than what any browser or library sends; it is not looked at, so that a header cannot cost much. */
const longestHeader = 200

/**
 * The content coding for an `Accept-Encoding` header: the one it prefers, Brotli where it does not care. A caller who wants none
 * of ours, not even plain bytes, gets plain bytes.
 */
export function chooseEncoding(header: string | undefined): Encoding {
  return header === undefined || header.length > longestHeader ? 'identity' : choose(header)
}

/** The types of the library do not know the second argument yet: among equal weights, which one we like best. */
type PreferredEncodings = { encodings(offered: string[], options?: { preferred: string[] }): string[] }

const choose = remember((header): Encoding => {
  const accepted: PreferredEncodings = new Negotiator({ headers: { 'accept-encoding': header } })
  const [best] = accepted.encodings(offered, { preferred: offered })
  return offered.find((encoding) => encoding === best) ?? 'identity'
})
