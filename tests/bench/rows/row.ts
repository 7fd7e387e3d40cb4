import type { Request } from '../processes/load.ts'
import type { Sample } from '../questions/read-sample.ts'

/** One line of the table: what is asked. */
export type Row = {
  id: string
  title: string
  /** The least that the median throughput may be, as a share of the bare Fastify route's. */
  aim: number | null
  /** Each is asked once, right after something was published; otherwise they are asked over and over. */
  once: boolean
  /** Whether a larger directory could change the figure, so that it is measured with one, too. */
  growsWithDirectory: boolean
  /** Its answers are so large that fewer of them are asked. */
  heavy: boolean
  /** Asked again with the entity tag of the answer, which is then 304. */
  revalidates: boolean
  /** What the bare servers send to that: the whole answer, which they cannot help sending, or a 304 as well, without looking. */
  bareSends: 'the_answer' | 'a_304'
  headers: Record<string, string>
  /** Draws so many different questions, or fewer where there are no more. */
  questions: (sample: Sample, count: number, draw: (below: number) => number, asked: Set<string>) => string[]
}

/** Requests with the headers of a row. */
export function toRequests(row: Pick<Row, 'headers'>, urls: readonly string[]): Request[] {
  return urls.map((url) => ({ url, headers: row.headers }))
}
