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

describe('a command that does not exist, or with too few or too many words', () => {
  it('shows what there is, and does nothing', async () => {
    const mistakes = [[], ['unknown'], ['toString'], ['import'], ['import', 'a', 'b'], ['migrate', '--force']]
    for (const { code, output } of await Promise.all(mistakes.map((parameters) => run(parameters)))) {
      expect(code).toBe(1)
      expect(output).toMatch(/^Usage: npm run -s cli -- <command>\n/)
      for (const name of ['migrate', 'import <folder>', 'new-migration <name>', 'check-migrations']) expect(output).toContain(`\n  ${name} `)
    }
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
      output: 'The database at 127.0.0.1:1/x cannot be used: connect ECONNREFUSED 127.0.0.1:1.\n',
    })
  })
})

describe('import', () => {
  it('changes nothing when the same was imported last', async () => {
    expect(await run(['import', seed], { DATABASE_URL: seeded.url })).toEqual({
      code: 0,
      output: 'The seed is unchanged since it was last imported.\n',
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
    expect(output).toMatch(/^Nothing was imported from .*\n {2}listings\.jsonl:7.*\n$/)
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
