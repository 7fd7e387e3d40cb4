import { spawn } from 'node:child_process'

export type Shell = {
  /** Runs what somebody would type, and gives back what is printed. @throws when a command of it fails */
  run: (script: string) => Promise<string>
  close: () => Promise<void>
}

/** A bash that goes on from one command to the next, as that of somebody who reads and types. */
export function openShell(environment: Record<string, string>): Shell {
  const child = spawn('bash', ['--noprofile', '--norc'], { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] })
  let printed = ''
  let complained = ''
  let look: (() => void) | null = null
  const hear = (text: string) => {
    printed += text
    look?.()
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (complained += text))
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let count = 0
  return {
    async run(script) {
      count += 1
      const end = new RegExp(`\\n<${count}: (\\d+)>\\n`)
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      look = () => {
        const found = end.exec(printed)
        if (found !== null) resolve(found)
      }
      void ended.then(() => reject(new Error(`The shell ended:\n${complained}`)))
      child.stdin.write(`${script}\nprintf '\\n<${count}: %s>\\n' "$?"\n`)
      const found = await promise
      const output = printed.slice(0, found.index)
      printed = printed.slice(found.index + found[0].length)
      if (found[1] !== '0' || complained !== '') throw new Error(`${script}\nended with ${found[1]}: ${complained}`)
      return output
    },
    async close() {
      child.stdin.end('exit\n')
      await ended
    },
  }
}
