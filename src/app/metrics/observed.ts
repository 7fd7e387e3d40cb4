/** What the metrics and /readyz tell of the parts of a node. Nothing in it comes from a caller. */
export type Observed = {
  snapshot: () => SnapshotState
  cache: () => CacheState
  /** Connections that are open now. */
  connections: () => Promise<number>
}

/** What is served, and where it came from. */
export type SnapshotState = {
  /** Null while there is nothing to answer from. */
  directory: { version: number; listings: number } | null
  /** Where that directory came from: read from the database, or, while it is away, from the file of an earlier one. */
  source: 'database' | 'file'
  database: 'answers' | 'away'
  /** Since when the database is what `database` says. */
  databaseSince: Date
  /** When the database last confirmed that what is served is its newest; null when it never did since the start. */
  confirmedAt: Date | null
  /** The copy on disk. `behind`: a newer directory is served than the file has. `failed`: the last attempt to write it failed. */
  file: { state: 'none' | 'current' | 'behind' | 'failed'; version: number | null; bytes: number }
}

/** The finished answers in memory; what is counted, since the start. */
export type CacheState = {
  /** Questions whose answer was at hand, on the short way or the long one, and those that it had to be made for. */
  hits: number
  misses: number
  /** Answers that had to give way to others. */
  evicted: number
  /** Answers that are kept now, the bytes that they may take up, and the addresses that lead to them. */
  answers: number
  bytes: number
  addresses: number
}
