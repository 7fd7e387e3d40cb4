import type { Fault } from '../errors.ts'
import { describeEmpty } from './describe-issue.ts'
import type { Field } from './fields-of.ts'

/** Reads what a query string holds under one name as the type of its field; text that does not fit is left for the schema to refuse. */
export function readText(
  given: unknown,
  { type, required, example }: Field,
): { value: unknown } | { fault: Pick<Fault, 'code' | 'detail'> } {
  const texts = Array.isArray(given) ? given.map(String) : [String(given)]
  if (type !== 'list' && texts.length > 1)
    return { fault: { code: 'repeated_parameter', detail: 'is there more than once, and takes one value' } }
  for (const text of texts) {
    if (text === '') return { fault: describeEmpty({ required, example }) }
    // The decoder leaves U+FFFD or the percent sign where bytes are not UTF-8.
    if (/[\p{Cc}\ufffd]/u.test(text) || !text.isWellFormed()) {
      return { fault: { code: 'unreadable', detail: 'contains a control character or broken text' } }
    }
  }
  if (type === 'list') return { value: texts }
  const [text = ''] = texts
  if (type === 'integer' && /^-?(?:0|[1-9]\d{0,8})$/.test(text)) return { value: Number(text) }
  if (type === 'boolean' && (text === 'true' || text === 'false')) return { value: text === 'true' }
  return { value: text }
}
