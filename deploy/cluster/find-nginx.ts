import { access, constants } from 'node:fs/promises'
import path from 'node:path'

/** Where nginx is installed on this machine; null where it is not. */
export async function findNginx(searchPath: string): Promise<string | null> {
  // Outside of the PATH of ordinary users on some systems.
  for (const folder of [...searchPath.split(path.delimiter), '/usr/sbin', '/usr/local/sbin']) {
    const file = path.join(folder, 'nginx')
    try {
      await access(file, constants.X_OK)
      return file
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
  return null
}
