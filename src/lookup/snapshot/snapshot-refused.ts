/** Why a snapshot file is not believed. The message says what to do about it, and needs no stack trace. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused'

  /** @param remedy completes the reason: what an operator does. */
  constructor(file: string, reason: string, remedy = removal(file)) {
    super(`The snapshot file ${file} is not used: ${reason}. ${remedy}`)
  }
}

function removal(file: string): string {
  return `Remove it with "rm '${file}'": a node with a database writes a new one.`
}
