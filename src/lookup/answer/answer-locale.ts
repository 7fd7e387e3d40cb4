import type { FastifyRequest } from 'fastify'
import type { Directory } from '../../help/directory.ts'
import { labelLocales } from '../../help/label.ts'
import { negotiateLocale } from '../../help/negotiate-locale.ts'
import { requestedLocales } from '../parameters/requested-locales.ts'

/** The language for an answer whose words are labels and names, out of those that have labels; and the headers that were asked. */
export function answerLocale(
  directory: Directory,
  asked: string | null | undefined,
  headers: FastifyRequest['headers'],
): { locale: string; variesBy: string[] } {
  const { locales, variesBy } = requestedLocales(asked, headers['accept-language'])
  const { locale } = negotiateLocale(locales, labelLocales(directory), null)
  return { locale, variesBy }
}
