import { stat } from 'node:fs/promises'

/** True when a path leads to something; false when nothing is there. Any other trouble is thrown. */
export async function exists(location: string): Promise<boolean> {
  return (await stat(location, { throwIfNoEntry: false })) !== undefined
}
