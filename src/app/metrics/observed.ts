import type { AnswerCounts } from '../../lookup/answer/answer-cache.ts'
import type { SnapshotFileState } from '../../lookup/snapshot/snapshot-file.ts'
import type { Snapshot } from '../../lookup/snapshot/open-snapshot.ts'

/** The parts of a node whose state the metrics tell. Nothing in them comes from a caller. */
export type Observed = {
  snapshot: Pick<Snapshot, 'current' | 'state'>
  /** The copy of the directory on disk; null where none is kept. */
  file: () => SnapshotFileState | null
  answers: () => AnswerCounts
  /** Connections that are open now. */
  connections: () => Promise<number>
  isDraining: () => boolean
  now: () => Date
}
