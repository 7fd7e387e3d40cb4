import { drawBundles } from '../questions/draw-bundles.ts'
import { drawHelpQuestions } from '../questions/draw-help-questions.ts'
import { drawListingQuestions } from '../questions/draw-listing-questions.ts'
import { drawSearches } from '../questions/draw-searches.ts'
import type { Row } from './row.ts'

const cached = { aim: null, once: false, growsWithDirectory: true, heavy: false, revalidates: false, bareSends: 'the_answer', headers: {} } as const

/** What browsers send; the answer is then in Brotli. */
const browserEncodings = 'gzip, deflate, br, zstd'

/** Every line of the table, in its order. */
export const allRows: readonly Row[] = [
  {
    ...cached,
    id: 'help-one',
    title: 'help, one question over and over',
    aim: 0.85,
    growsWithDirectory: false,
    questions: () => ['/v1/help?country=FI&locale=sv&ageBand=13-15&situation=blocked_someone'],
  },
  { ...cached, id: 'help', title: 'help, many questions', aim: 0.85, questions: drawHelpQuestions },
  {
    ...cached,
    id: 'help-gzip',
    title: 'help, many questions, gzip',
    aim: 0.85,
    growsWithDirectory: false,
    headers: { 'accept-encoding': 'gzip' },
    questions: drawHelpQuestions,
  },
  {
    ...cached,
    id: 'help-br',
    title: 'help, many questions, Brotli',
    aim: 0.85,
    growsWithDirectory: false,
    headers: { 'accept-encoding': browserEncodings },
    questions: drawHelpQuestions,
  },
  { ...cached, id: 'help-304', title: 'help, many questions, 304', aim: 1, revalidates: true, questions: drawHelpQuestions },
  {
    ...cached,
    id: 'help-304-bare',
    title: 'help, many questions, 304, the others as well',
    growsWithDirectory: false,
    revalidates: true,
    bareSends: 'a_304',
    questions: drawHelpQuestions,
  },
  { ...cached, id: 'help-first', title: 'help, first question after a change', once: true, questions: drawHelpQuestions },
  { ...cached, id: 'listings', title: 'listings, many pages', questions: drawListingQuestions },
  { ...cached, id: 'listings-first', title: 'listings, first page after a change', once: true, questions: drawListingQuestions },
  { ...cached, id: 'search', title: 'listings with q, many searches', questions: drawSearches },
  { ...cached, id: 'search-first', title: 'listings with q, first after a change', once: true, questions: drawSearches },
  { ...cached, id: 'bundle', title: 'bundles of many countries', growsWithDirectory: false, heavy: true, questions: drawBundles },
  {
    ...cached,
    id: 'bundle-br',
    title: 'bundles of many countries, Brotli',
    heavy: true,
    headers: { 'accept-encoding': browserEncodings },
    questions: drawBundles,
  },
  { ...cached, id: 'bundle-first', title: 'bundle, first after a change', heavy: true, once: true, questions: drawBundles },
]
