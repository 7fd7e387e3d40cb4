import Negotiator from 'negotiator'
import { toLocaleTag } from '../../help/locale-tag.ts'
import { mostRanges } from '../../help/negotiate-locale.ts'

export type RequestedLocales = {
  /** Canonical tags in order of preference; empty when nobody said. */
  locales: string[]
  /** Request headers that were asked, so that the answer varies by them. */
  variesBy: string[]
}

/**
 * The languages a reader wants: the `locale` parameter alone, else `Accept-Language` by its weights. The header is never a
 * fault: what is malformed in it is skipped.
 */
export function requestedLocales(locale: string | null | undefined, acceptLanguage: string | undefined): RequestedLocales {
  if (typeof locale === 'string') return { locales: [locale], variesBy: [] }
  const ranges = (acceptLanguage ?? '').split(',', mostRanges).join(',')
  const locales = new Negotiator({ headers: { 'accept-language': ranges } }).languages().flatMap((range) => {
    const tag = range === '*' ? null : toLocaleTag(range)
    return tag === null ? [] : [tag]
  })
  return { locales: [...new Set(locales)], variesBy: ['Accept-Language'] }
}
