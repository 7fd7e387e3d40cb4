import { entityTag } from '../../lib/entity-tag.ts'
import { compress } from './compress.ts'
import type { Encoding } from './compress.ts'

/** What a route found out, before it is bytes. */
export type Answer = {
  body: object
  /** Languages of all texts in it, that of the answer itself first; null when it has none. */
  locales: readonly string[] | null
  /** When something in it changes although nothing is published; null when nothing does. */
  nextChange: Date | null
}

/** One encoding of an answer: the bytes, and the headers that go with them whoever asks. */
export type Form = { tag: string; bytes: Buffer; headers: Readonly<Record<string, string>> }

/** An answer as finished bytes. */
export type KeptAnswer = {
  /** Pattern of the route that made it. */
  route: string
  /** From when to when it is right, in milliseconds since 1970 UTC; `until` is exclusive. A clock that is set back makes it wrong. */
  from: number
  until: number
  /** Bytes that it may take up in memory, all encodings together. */
  size: number
  /** The answer in an encoding, made when it is first asked for. */
  form(encoding: Encoding): Form
}

/** Besides its bytes, an answer has headers and a place in the list of answers. */
const overhead = 2048

/**
 * Turns an answer into bytes whose entity tag is their hash: equal answers are equal bytes on every node. Each encoding has a tag
 * of its own (RFC 9110, 8.8.3).
 *
 * @param asked the pattern of its route, and the request headers beside `Accept-Encoding` that it was chosen by
 */
export function keepAnswer(
  { body, locales, nextChange }: Answer,
  { route, variesBy }: { route: string; variesBy: readonly string[] },
  now: Date,
): KeptAnswer {
  const bytes = Buffer.from(JSON.stringify(body))
  const tag = entityTag(bytes)
  const vary = ['Accept-Encoding', ...variesBy].join(', ')
  const language = locales === null || locales.length === 0 ? {} : { 'content-language': locales.join(', ') }
  const forms: { [encoding in Encoding]?: Form } = {}
  return {
    route,
    from: now.getTime(),
    until: nextChange?.getTime() ?? Number.POSITIVE_INFINITY,
    // Compressed forms are smaller than the first, and together not larger.
    size: 2 * bytes.length + overhead,
    form(encoding) {
      const known = forms[encoding]
      if (known !== undefined) return known
      const encoded = compress(bytes, encoding)
      const ownTag = encoding === 'identity' ? tag : `${tag.slice(0, -1)}-${encoding}"`
      const form: Form = {
        tag: ownTag,
        bytes: encoded,
        headers: {
          etag: ownTag,
          vary,
          ...language,
          'content-type': 'application/json; charset=utf-8',
          ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
        },
      }
      forms[encoding] = form
      return form
    },
  }
}

/** Whether an answer is right at an instant. */
export function holds({ from, until }: Pick<KeptAnswer, 'from' | 'until'>, time: number): boolean {
  return from <= time && time < until
}
