/**
 * The advisory locks of this product. Any numbers that differ: they are the same for every process on one database. Tests use
 * 7_201_935.
 */
export const locks = {
  /** Held by the process that uses the embedded server, for as long as it lives: the server itself notices when it is gone. */
  embeddedOwner: 7_201_931,
  /** Nodes that start at once migrate one after the other. */
  migrate: 7_201_933,
  /** Imports take turns. */
  import: 7_201_934,
  /** The job queue is brought to a release by one at a time. */
  migrateQueue: 7_201_936,
  /** Of two links for the first administrator only the later one works. */
  offerAdministration: 7_201_937,
} as const
