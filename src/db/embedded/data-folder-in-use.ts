import { DatabaseFault } from '../database-fault.ts'

/** Another process uses the data folder: a mistake in how this one was started, not an outage to be waited for. */
export class DataFolderInUse extends DatabaseFault {
  override name = 'DataFolderInUse'

  /** Where the database of that process listens, on the loopback address. */
  readonly port: number

  constructor(dataDir: string, port: number) {
    super(`The data folder ${dataDir} is in use by another running server. Stop that one, or name another folder with DATA_DIR.`)
    this.port = port
  }
}
