import path from 'node:path'
import type { Config } from './config.ts'

/** The folder in which a server keeps the last good directory. */
export function snapshotFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return path.join(dataDir, 'snapshot')
}
