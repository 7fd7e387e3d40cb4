/** Why nothing was exported. The message says what mends it, and needs no stack trace; the export before is still whole. */
export class ExportFault extends Error {
  override name = 'ExportFault'
}
