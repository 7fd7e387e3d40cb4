import { spawn } from 'node:child_process'

/** After a kill, what we had started may need a moment to end before its traces can be removed. */
const wait = 'read -r how; [ "$how" = now ] || sleep 1'

/**
 * Runs a shell script as soon as this process is gone, however it ended: also when it was killed, which no handler sees. The script
 * waits for the end of a pipe that only we hold.
 *
 * @param value what the script finds as `$1`
 * @returns `now` runs it at once and waits for it; `never` forgets it
 */
export function whenWeEnd(script: string, value: string): { now: () => Promise<void>; never: () => void } {
  const shell = spawn('/bin/sh', ['-c', `${wait}\n${script}`, 'sh', value], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' })
  const ended = new Promise<void>((resolve, reject) => {
    shell.once('error', reject)
    shell.once('exit', () => resolve())
  })
  // It must not keep us alive: it waits for us.
  shell.unref()
  return {
    now: async () => {
      shell.ref()
      shell.stdin.end('now\n')
      await ended
    },
    never: () => {
      shell.kill('SIGKILL')
    },
  }
}
