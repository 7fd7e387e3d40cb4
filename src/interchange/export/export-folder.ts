import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from './has-code.ts'
import { ExportFault } from './export-fault.ts'

/** Says that a folder belongs to exports, so that nothing else is ever removed or mixed with. */
const marker = 'export-folder.txt'

const markerText =
  'This folder is written by "npm run export". "latest" leads to the newest export; the one before stays until the next.\n' +
  'Every file in them is an answer of the public API. Do not keep anything else here.\n'

const latest = 'latest'
const unfinished = /^\.unfinished-(\d+)-[0-9a-f]+$/
const finished = /^\d+-[0-9a-f]{12}$/

export type ExportFolder = {
  /** An empty folder to write into. Nobody sees it before `publish`. */
  workFolder: string
  /**
   * Makes what was written the newest export, at one stroke, and removes all but the one before.
   *
   * @param name of the directory version and the content: an export that is there already is not replaced
   */
  publish: (name: string) => Promise<void>
  /** Removes what was written. */
  discard: () => Promise<void>
}

/**
 * Opens a folder for the next export. Whenever the process is killed, `latest` leads to a whole export, the old or the new one;
 * what a killed one has left is removed by the next.
 *
 * @throws ExportFault when the folder holds something else, or cannot be written.
 */
export async function openExportFolder(out: string): Promise<ExportFolder> {
  await take(out)
  const before = await readLatest(out)
  for (const name of await readdir(out)) if (isLeftover(name)) await rm(path.join(out, name), { recursive: true, force: true })
  const workFolder = path.join(out, `.unfinished-${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(workFolder)
  const discard = () => rm(workFolder, { recursive: true, force: true })
  return { workFolder, discard, publish: (name) => publish({ out, workFolder, before, discard }, name) }
}

/** Makes sure that the folder is there, and that it is for exports. */
async function take(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true })
    const names = await readdir(out)
    if (names.includes(marker)) return
    if (names.length > 0) {
      throw new ExportFault(`${out} is not empty, and not a folder of exports. Name another folder with --out, or empty this one.`)
    }
    const file = await open(path.join(out, marker), 'wx')
    await file.writeFile(markerText)
    await file.close()
  } catch (error) {
    if (error instanceof ExportFault) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExportFault(`Nothing can be exported to ${out}: ${reason}. Name a folder that can be written with --out.`, { cause: error })
  }
}

/** What a process has left that does not live any more. */
function isLeftover(name: string): boolean {
  const pid = unfinished.exec(name)?.[1]
  if (pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return Number(pid) === process.pid
  } catch (error) {
    return !hasCode(error, 'EPERM')
  }
}

type Publishing = Pick<ExportFolder, 'workFolder' | 'discard'> & { out: string; before: string | null }

async function publish({ out, workFolder, before, discard }: Publishing, name: string): Promise<void> {
  try {
    await rename(workFolder, path.join(out, name))
  } catch (error) {
    // The same content was exported before.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
    await discard()
  }
  const link = path.join(out, `.unfinished-${process.pid}-${randomBytes(4).toString('hex')}`)
  await symlink(name, link, 'dir')
  await rename(link, path.join(out, latest))
  for (const old of await readdir(out)) {
    if (finished.test(old) && old !== name && old !== before) await rm(path.join(out, old), { recursive: true, force: true })
  }
}

async function readLatest(out: string): Promise<string | null> {
  try {
    return await readlink(path.join(out, latest))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    if (hasCode(error, 'EINVAL')) {
      throw new ExportFault(`${path.join(out, latest)} is not a link any more. Remove it; the next export writes it again.`, { cause: error })
    }
    throw error
  }
}
