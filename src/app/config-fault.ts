/** Settings that cannot be used. The message names each of them and needs no stack trace; it never repeats a value, which may hold a password. */
export class ConfigFault extends Error {
  override name = 'ConfigFault'

  constructor(faults: readonly string[]) {
    super(`${faults.length === 1 ? 'A setting is' : `${faults.length} settings are`} wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
}
