export type Request = { url: string; headers: Record<string, string> }

export type Load = {
  address: string
  requests: Request[]
  connections: number
  /** How many of the requests one connection goes through, over and over. */
  perConnection: number
  /** Null: each connection asks each of its requests once. */
  seconds: number | null
}

export type LoadResult = {
  answered: number
  /** How often each status came. */
  statuses: Record<number, number>
  /** Connections that broke and requests that were not answered in time. */
  failed: number
  seconds: number
  /** Milliseconds. */
  latency: { p50: number; p99: number }
}
