import { readFileSync } from 'node:fs'
import path from 'node:path'

const modules = path.resolve(import.meta.dirname, '../../node_modules')

/** The installed version of a package. */
export function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')) as { version: string }
  return version
}
