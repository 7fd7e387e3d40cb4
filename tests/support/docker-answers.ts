import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** True when a Docker engine answers within a second or two; false at once where nothing hints at one. */
export async function dockerAnswers(): Promise<boolean> {
  const hints = [
    '/var/run/docker.sock',
    path.join(homedir(), '.docker/run/docker.sock'),
    path.join(homedir(), '.docker/desktop/docker.sock'),
    path.join(homedir(), '.testcontainers.properties'),
    path.join(process.env['XDG_RUNTIME_DIR'] ?? '/run', 'docker.sock'),
  ]
  if (process.env['DOCKER_HOST'] === undefined && !hints.some((file) => existsSync(file))) return false
  const { getContainerRuntimeClient } = await import('testcontainers')
  try {
    await Promise.race([getContainerRuntimeClient(), rejectAfter(3_000)])
    return true
  } catch (error) {
    process.stderr.write(`No Docker engine answers (${String(error)}).\n`)
    return false
  }
}

async function rejectAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds).unref()
  })
}
