import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startProcess } from '../support/start-process.ts'
import type { TestProcess } from '../support/start-process.ts'
import { totp } from '../support/totp.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openShell } from './open-shell.ts'
import type { Shell } from './open-shell.ts'
import { shortened } from './shortened.ts'

type Block = { language: string; text: string }

const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8')
const section = readme.split(/^## /m).find((part) => part.startsWith("An organisation's first listing\n")) ?? ''
const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']): Block => ({ language, text }))
const steps = blocks.flatMap((block, index) => (block.language === 'bash' ? [{ command: block.text, shown: blocks[index + 1] }] : []))

/** The tools that there are: curl itself, where the machine has it, and what stands in for it where it has not. */
const tools = ['the stand-in', ...(hasCurl() ? ['curl'] : [])]

function hasCurl(): boolean {
  try {
    return execFileSync('curl', ['--version'], { encoding: 'utf8' }).startsWith('curl ')
  } catch {
    return false
  }
}

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'first-listing-'))
  writeFileSync(path.join(scratch, 'curl'), `#!/bin/sh\nexec "${process.execPath}" "${path.join(import.meta.dirname, 'stand-in-curl.ts')}" "$@"\n`)
  chmodSync(path.join(scratch, 'curl'), 0o755)
})
afterAll(() => rmSync(scratch, { recursive: true }))

describe.each(tools)("an organisation's first listing, with %s", (tool) => {
  let database: TestDatabase
  let server: TestProcess
  let shell: Shell
  let address: string
  beforeAll(async () => {
    database = await cloneSeededDatabase()
    const DATA_DIR = path.join(scratch, tool.replace(' ', '-'))
    server = startProcess('src/server.ts', [], { PORT: '0', LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', DATA_DIR, DATABASE_URL: database.url })
    address = (await server.waitFor(/is running\.[^]*?(http:\/\/127\.0\.0\.1:\d+)/))[1] ?? ''
    shell = openShell(tool === 'curl' ? {} : { PATH: `${scratch}:${process.env['PATH']}` })
  }, 60_000)
  afterAll(async () => {
    await shell.close()
    server.interrupt()
    await server.ended
    await database.drop()
  })

  it('is what the README shows, step by step', async () => {
    expect(steps.length).toBeGreaterThan(10)
    /** What somebody fills in for `…`. */
    const filled: Record<string, () => Promise<string> | string> = {
      TOKEN: async () => (await server.waitFor(count('TOKEN') === 1 ? firstLink : mailedLink))[1] ?? '',
      CODE: () => totp(String(last['secret'])),
      ORGANISATION: () => String(last['id']),
      ID: () => String(last['id']),
      TAG: () => `'${lastTag}'`,
    }
    const asked: string[] = []
    const count = (name: string) => asked.filter((one) => one === name).length
    let last: Record<string, unknown> = {}
    let lastTag = ''
    const type = async (command: string) => {
      let script = command.replace('http://localhost:3000', address)
      for (const [line, name = ''] of command.matchAll(/^([A-Z]+)='?…'?$/gm)) {
        asked.push(name)
        script = script.replace(line, `${name}=${await filled[name]?.()}`)
      }
      return shell.run(script)
    }
    for (const { command, shown } of steps) {
      if (shown === undefined || shown.language === 'bash') {
        expect(await type(command)).toBe('')
        continue
      }
      if (command.startsWith('curl ')) {
        // Within seconds, as it says.
        await waitUntil('the listing is served', async () => (await fetch(`${address}/v1/listings/im-example-helpline`)).status === 200)
      }
      const { head, body } = readAnswer(await type(command), shown)
      const wanted = readAnswer(shown.text, shown)
      expect(head).toEqual(expect.arrayContaining(wanted.head))
      expect([command, body]).toMatchObject([command, shortened(wanted.body, body) as object])
      last = body
      lastTag = head.find((line) => line.startsWith('etag: '))?.slice('etag: '.length) ?? ''
    }
    expect(count('TOKEN')).toBe(2)
  }, 60_000)
})

const firstLink = /does:\n {2}http\S+\/v1\/sign-in\/invitations\/(\S+)/
const mailedLink = /To: {6}maria@example\.org[^]*?http\S+\/v1\/sign-in\/invitations\/(\S+)/

/** Status and headers, with names as HTTP compares them, and the JSON. Of several answers the last. */
function readAnswer(text: string, { language }: Block): { head: string[]; body: Record<string, unknown> } {
  const [head, body] = language === 'http' ? text.split(/\r?\n\r?\n/) : ['', lastObject(text)]
  const lines = (head ?? '').split(/\r?\n/).filter((line) => line !== '')
  const [status = '', ...fields] = lines
  const written = fields.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
  return { head: lines.length === 0 ? [] : [status.trim(), ...written], body: JSON.parse(body ?? '') as Record<string, unknown> }
}

/** Commands that print several answers print them one after the other. */
function lastObject(text: string): string {
  const at = text.trim().startsWith('{\n') ? 0 : text.lastIndexOf('}{') + 1
  return text.slice(at)
}
