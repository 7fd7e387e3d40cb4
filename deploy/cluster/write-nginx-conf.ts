import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const original = path.resolve(import.meta.dirname, '../nginx.conf')

/**
 * Writes deploy/nginx.conf for plain processes into a folder of its own: other addresses and folders, the same rules.
 *
 * @param nodes host and port of each of the two nodes
 * @returns the folder, which the caller removes; `nginx.conf` is in it
 */
export async function writeNginxConf(port: number, nodes: readonly [string, string]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-proxy-'))
  // What root starts, nginx runs as nobody.
  await chmod(folder, 0o711)
  const conf = replaceAll(await readFile(original, 'utf8'), [
    [/^ *resolver .*\n/m, ''],
    [/^ *zone nodes .*\n/m, ''],
    [/server node-1:3000 resolve/, `server ${nodes[0]}`],
    [/server node-2:3000 resolve/, `server ${nodes[1]}`],
    [/listen 8080;/, `listen 127.0.0.1:${port};`],
    [/(?<= )\/(?:tmp|var\/cache\/nginx)\//g, `${folder}/`],
  ])
  await writeFile(path.join(folder, 'nginx.conf'), conf)
  return folder
}

function replaceAll(text: string, replacements: readonly (readonly [RegExp, string])[]): string {
  return replacements.reduce((current, [pattern, replacement]) => {
    if (current.search(pattern) < 0) throw new Error(`deploy/nginx.conf has no ${pattern} any more.`)
    return current.replace(pattern, replacement)
  }, text)
}
