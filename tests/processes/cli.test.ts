import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneSeededDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { startProcess } from '../support/start-process.ts'

const seed = path.resolve(import.meta.dirname, '../../seed')
let seeded: TestDatabase
beforeAll(async () => {
  seeded = await cloneSeededDatabase()
})
afterAll(() => seeded.drop())

const run = async (parameters: string[], environment: Record<string, string> = {}) => {
  const { ended, output } = startProcess('src/cli.ts', parameters, environment)
  return { code: await ended, output: output() }
}

const names = ['migrate', 'import <folder> [--check]', 'new-migration <name>', 'check-migrations']

describe('a command that does not exist', () => {
  it('is named, with what there is, and nothing is done', async () => {
    for (const [mistake, said] of [[[], ''], [['unknown'], 'There is no command "unknown".\n\n'], [['toString', 'a'], 'There is no command "toString".\n\n']] as const) {
      const { code, output } = await run([...mistake])
      expect([code, output.startsWith(`${said}Usage: npm run -s cli -- <command>\n`)]).toEqual([1, true])
      for (const name of names) expect(output).toContain(`\n  ${name} `)
    }
  })
})

describe('a command with too few or too many words', () => {
  it('says which, how it is written, and does nothing', async () => {
    const mistakes: [string[], string][] = [
      [['import'], 'import: <folder> is missing.'],
      [['import', '--check'], 'import: <folder> is missing.'],
      [['import', 'a', 'b'], 'import: "b" is not known here.'],
      [['import', 'a', '--chek'], 'import: "--chek" is not known here.'],
      [['import', 'a', '--check', '--check'], 'import: "--check" is not known here.'],
      [['migrate', '--force', 'now'], 'migrate: "now" is not known here; "--force" is not known here.'],
    ]
    const answers = await Promise.all(mistakes.map(([words]) => run(words)))
    for (const [index, { code, output }] of answers.entries()) {
      const [[command] = [], said] = mistakes[index] ?? []
      expect([code, output.split('\n')[0]]).toEqual([1, said])
      expect(output).toMatch(new RegExp(`\n\nUsage: npm run -s cli -- <command>\n\n {2}${command} [^\n]+\n$`))
    }
  })
})

describe('a question for help', () => {
  it('is answered, about everything or one command, and does nothing', async () => {
    for (const words of [['--help'], ['-h'], ['help']]) {
      const { code, output } = await run(words)
      expect(code).toBe(0)
      for (const name of names) expect(output).toContain(`\n  ${name} `)
    }
    const about = await Promise.all([run(['import', '--help']), run(['export', '--help'])])
    expect(about.map(({ code }) => code)).toEqual([0, 0])
    expect(about[0]?.output).toMatch(/^Usage: [^\n]+\n\n {2}import <folder> \[--check\] [^\n]+\n$/)
    expect(about[1]?.output).toMatch(/^Usage: npm run export -- --out <folder> \[--country FI,SE\] [^\n]+\n\n {2}export --out <folder> [^\n]+docs\/static-export\.md\.\n$/)
  })
})

describe('migrate', () => {
  it('brings a database to this release, and says so', async () => {
    const database = await createEmptyDatabase()
    expect(await run(['migrate'], { DATABASE_URL: database.url })).toMatchObject({ code: 0, output: expect.stringMatching(/^Applied: \d{14}_tables, /) })
    expect(await run(['migrate'], { DATABASE_URL: database.url })).toEqual({ code: 0, output: 'The database is at this release already.\n' })
    await database.drop()
  })

  it('works on the embedded database, and stops it', async () => {
    const folder = await makeDataFolder()
    expect(await run(['migrate'], { DATA_DIR: folder.path })).toMatchObject({ code: 0 })
    expect(await folder.postmaster()).toBe(null)
    await folder.remove()
  })

  it('says in one sentence what is wrong', async () => {
    expect(await run(['migrate'], { DATABASE_URL: 'postgresql://127.0.0.1:1/x' })).toEqual({
      code: 1,
      output: 'The database at 127.0.0.1:1/x cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded one.\n',
    })
  })
})

describe('import', () => {
  it('changes nothing when the same was imported last', async () => {
    expect(await run(['import', seed], { DATABASE_URL: seeded.url })).toEqual({
      code: 0,
      output: 'The same files were imported before; nothing was changed.\n',
    })
  })

  it('of another folder lists everything, and stays when the server starts again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'other-'))
    const line = (await readFile(path.join(seed, 'listings.jsonl'), 'utf8')).split('\n').find((text) => text.includes('"fi-mll-helpline-swedish"'))
    const row = JSON.parse(line ?? '')
    const [channel] = row.channels
    const changed = { ...row, channels: [{ ...channel, display: 'as imported' }], organisation: { ...row.organisation, url: 'http://example.org' } }
    await writeFile(path.join(folder, 'listings.jsonl'), JSON.stringify(changed))
    expect(await run(['import', folder], { DATABASE_URL: seeded.url })).toEqual({
      code: 0,
      output: expect.stringMatching(/^\S+\/listings\.jsonl: 1 read, 1 taken, 0 unchanged, 0 in conflict, 0 refused\n\d things? did not fit:\n {2}left out: \S+\/listings\.jsonl:1 \/organisation\/url: is not an https address\n$/),
    })

    const server = startProcess('src/server.ts', [], { PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: seeded.url })
    const address = (await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/))[0]
    const listing = await (await fetch(`${address}/v1/listings/fi-mll-helpline-swedish?locale=sv`)).json()
    expect(listing).toMatchObject({ revision: 2, channels: [{ display: 'as imported' }] })
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ directoryVersion: 2 })
    expect(server.output()).not.toContain('read,')
    server.interrupt()
    expect(await server.ended).toBe(0)
    await rm(folder, { recursive: true })
  })

  it('with --check lists everything that does not fit, and needs no database', async () => {
    const unreachable = { DATABASE_URL: 'postgresql://127.0.0.1:1/x' }
    const { code, output } = await run(['import', '--check', 'seed'], unreachable)
    expect(code).toBe(0)
    const known = await readFile(path.join(import.meta.dirname, '../interchange/import/seed-report.txt'), 'utf8')
    const misfits = (text: string) => text.slice(text.search(/^\d+ things? did not fit:/m)).trim()
    expect(misfits(output)).toBe(misfits(known))
    expect(output).toMatch(/^seed\/listings\.jsonl: \d+ read, \d+ fit, \d+ refused\n/)
    expect(await run(['import', '/nowhere', '--check'], unreachable)).toEqual({
      code: 1,
      output: 'Nothing was imported from /nowhere, because this does not fit; correct it and import again.\n  /nowhere: is missing\n',
    })
  })

  it('names the line that is broken, and imports nothing', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'seed-'))
    await cp(seed, folder, { recursive: true })
    const file = path.join(folder, 'listings.jsonl')
    const lines = (await readFile(file, 'utf8')).split('\n')
    await writeFile(file, lines.with(6, '{"id": "broken"').join('\n'))
    const { code, output } = await run(['import', folder], { DATABASE_URL: seeded.url })
    expect(code).toBe(1)
    expect(output).toMatch(/^Nothing was imported from .*\n {2}\S+\/listings\.jsonl:7.*\n$/)
    await rm(folder, { recursive: true })
  })
})

describe('migrations of developers', () => {
  it('are checked', async () => {
    expect(await run(['check-migrations'])).toEqual({ code: 0, output: 'The migrations lead to prisma/schema.prisma.\n' })
  })

  it('have a name that says what they do', async () => {
    expect(await run(['new-migration', 'Add Editors!'])).toEqual({
      code: 1,
      output: 'The name of a migration says what it does in lower case, such as add_editors.\n',
    })
  })
})
