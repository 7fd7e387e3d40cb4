import { expect } from 'vitest'
import type { viewHelp } from '../../src/lookup/views/help-view.ts'
import type { ConformanceCase } from './case-file.ts'

type Answer = ReturnType<typeof viewHelp>

/** Fails when an answer is not what was written by hand for its case: the answer in short, what must show, what must not. */
export function expectAnswer(answer: Answer, { expected, mustShow, mustNotShow }: ConformanceCase): void {
  const { leftOut, ...rest } = expected
  expect(inShort(answer)).toMatchObject(rest)
  if (leftOut !== undefined) expect(Object.fromEntries(answer.leftOut.map(({ slug, rule }) => [slug, rule]))).toEqual(leftOut)
  const texts = stringsOf(answer)
  expect(mustShow.filter((words) => !texts.some((text) => text.includes(words)))).toEqual([])
  const written = [JSON.stringify(answer), ...texts]
  expect(mustNotShow.filter((words) => written.some((text) => text.includes(words)))).toEqual([])
}

function inShort(answer: Answer) {
  const { request, emergency, guidance, sections } = answer
  return {
    audience: request.audience,
    ageBand: request.ageBand,
    adjusted: request.adjusted,
    country: request.country,
    subdivision: request.subdivision,
    emergency: emergency.position,
    numbers: emergency.numbers.map(({ number }) => number),
    services: Object.fromEntries(emergency.numbers.map(({ number, services }) => [number, services])),
    emergencyStatus: emergency.verification?.status,
    coverage: answer.coverage,
    notices: answer.notices.map(({ id }) => id),
    guidance: guidance?.slug,
    guidanceLocale: guidance?.locale,
    readingLevel: guidance?.readingLevel,
    advice: guidance?.advice.map(({ id }) => id),
    sections: sections.map(({ id, listings }) => ({ id, slugs: listings.map(({ slug }) => slug) })),
    menu: answer.menu !== null,
    locale: answer.locale,
    localeMatch: answer.localeMatch,
    direction: answer.direction,
    nextChange: answer.nextChange,
    listings: Object.fromEntries(
      sections.flatMap(({ listings }) => listings.map((listing) => [listing.slug, { ...listing, status: listing.verification.status }])),
    ),
  }
}

/** Every text in an answer, whatever it is called. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
