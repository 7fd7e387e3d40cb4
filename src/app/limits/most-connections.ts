import { report } from 'node:process'

/** Descriptors left for the database, files and logs. */
const reserve = 256

/** Where the system tells no limit of open files. */
const whenUnlimited = 100_000

/** How many connections may be open at the same time, so that the process never runs out of descriptors for anything else. */
export function mostConnections(): number {
  const openFiles = openFileLimit()
  return openFiles > 2 * reserve ? openFiles - reserve : Math.floor(openFiles / 2)
}

/** Only Node's report about the process knows it. */
function openFileLimit(): number {
  // No report may ever hold the addresses of callers, and their names need not be looked up.
  Object.assign(report, { excludeNetwork: true })
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? Math.min(soft, whenUnlimited) : whenUnlimited
}
