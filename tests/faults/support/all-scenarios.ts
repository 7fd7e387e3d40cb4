import { breakSnapshotFile } from '../scenarios/break-snapshot-file.ts'
import { exhaustConnections } from '../scenarios/exhaust-connections.ts'
import { fillDisk } from '../scenarios/fill-disk.ts'
import { freezeDatabase } from '../scenarios/freeze-database.ts'
import { freezeNode } from '../scenarios/freeze-node.ts'
import { jumpClock } from '../scenarios/jump-clock.ts'
import { killDatabase } from '../scenarios/kill-database.ts'
import { killNode } from '../scenarios/kill-node.ts'
import { killWorker } from '../scenarios/kill-worker.ts'
import { loseNotifications } from '../scenarios/lose-notifications.ts'
import { publishAtOnce } from '../scenarios/publish-at-once.ts'
import { restartDatabase } from '../scenarios/restart-database.ts'
import { restoreBackup } from '../scenarios/restore-backup.ts'
import { slowConnections } from '../scenarios/slow-connections.ts'
import type { Scenario } from './scenario.ts'

/** Everything that is broken on purpose, by the name that `npm run faults -- NAME` takes. */
export const allScenarios: Readonly<Record<string, Scenario>> = {
  'kill-database': killDatabase,
  'restart-database': restartDatabase,
  'freeze-database': freezeDatabase,
  'exhaust-connections': exhaustConnections,
  'lose-notifications': loseNotifications,
  'restore-backup': restoreBackup,
  'publish-at-once': publishAtOnce,
  'kill-node': killNode,
  'freeze-node': freezeNode,
  'jump-clock': jumpClock,
  'fill-disk': fillDisk,
  'break-snapshot-file': breakSnapshotFile,
  'slow-connections': slowConnections,
  'kill-worker': killWorker,
}
