import type { Account } from './choose-account.ts'
import type { Binaries } from './find-binaries.ts'

/** A database server of our own: where it lies, and what runs it. */
export interface Cluster {
  /** As the settings name it, for messages. */
  dataDir: string
  folder: string
  data: string
  password: string
  binaries: Binaries
  account: Account | null
  /** For tests: nothing is forced to disk. */
  disposable: boolean
}

export function urlOf(cluster: Cluster, user: string, database: string, port: number): string {
  return `postgresql://${user}:${cluster.password}@127.0.0.1:${port}/${database}`
}
