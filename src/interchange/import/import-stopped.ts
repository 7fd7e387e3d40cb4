import { faultLine, type ImportFault } from './import-fault.ts'

/** The files cannot be read as rows, so nothing was imported. The message names every fault and needs no stack trace. */
export class ImportStopped extends Error {
  override name = 'ImportStopped'
  readonly faults: readonly ImportFault[]

  constructor(folder: string, faults: readonly ImportFault[]) {
    const list = faults.map((fault) => `  ${faultLine(fault, folder)}`).join('\n')
    const these = faults.length === 1 ? 'this does' : 'these do'
    super(`Nothing was imported from ${folder}, because ${these} not fit; correct it and import again.\n${list}`)
    this.faults = faults
  }
}
