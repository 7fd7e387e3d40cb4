import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allSettings } from '../../src/app/settings.ts'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { startServer, testNow } from '../support/server.ts'
import type { TestServer } from '../support/server.ts'
import { shortened } from './shortened.ts'

const root = path.resolve(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
const documents = ['README.md', 'CONTRIBUTING.md', 'src/README.md', 'seed/README.md', 'docs/static-export.md', 'docs/operate.md', 'docs/deploy.md', 'docs/editing.md', 'docs/faults.md']
/** Rejects when the command ends with anything but 0. */
const run = promisify(execFile)
const packageFile: { scripts: Record<string, string> } = JSON.parse(read('package.json'))

type Block = { language: string; text: string }

function blocksOf(document: string): Block[] {
  return [...read(document).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }))
}

const commands = documents.flatMap((document) =>
  blocksOf(document)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'))
    .map((command) => ({ document, command: command.replace(/\s+#.*$/, '') })),
)

const curls = blocksOf('README.md').flatMap((block, index, blocks) => {
  const url = /^curl -s '([^']+)'\n$/.exec(block.text)?.[1]
  const answer = blocks[index + 1]
  return url === undefined || answer === undefined ? [] : [{ url, answer }]
})

let database: TestDatabase
let server: TestServer
let address: string

beforeAll(async () => {
  database = await cloneSeededDatabase()
  server = await startServer(database.url, { now: () => testNow })
  address = await server.app.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await server.close()
  await database.drop()
})

describe('every command in the documents', () => {
  it('the three that set up, start and test are what the checked ones run', () => {
    expect(packageFile.scripts).toMatchObject({ start: 'node src/server.ts', test: 'vitest run' })
    for (const command of ['npm ci', 'npm run check', 'npm test']) expect(read('.ci/run')).toContain(command)
  })

  it.each(commands)('$document: $command is known, and its script exists', ({ document, command }) => {
    const isNpm = /^npm (?:ci|start|test|run -s cli -- (?:import seed(?: --check)?|due|jobs(?: --retry)?|migrate)|run (?:check|cluster|export -- --out site))(?: && npm (?:start|test|run cluster))?$/.test(command)
    expect(isNpm || command.startsWith('curl -s ') || isForDocker(document, command)).toBe(true)
    for (const [, script = ''] of command.matchAll(/npm (?:run (?:-s )?)?(start|test|check|cli|export|cluster)\b/g)) {
      expect(packageFile.scripts).toHaveProperty(script)
    }
  })

  it('those that need a shell are the ones that first-listing.test.ts runs', () => {
    const withShell = documents.filter((document) => blocksOf(document).some(({ language }) => language === 'bash'))
    expect(withShell).toEqual(['README.md'])
    const [before = '', section = ''] = read('README.md').split("## An organisation's first listing\n")
    const after = section.slice(section.indexOf('\n## '))
    expect(`${before}${after}`).not.toContain('```bash')
  })

  it('npm ci would install what the lock file says', async () => {
    const { stderr } = await run('npm', ['ci', '--dry-run', '--ignore-scripts'], { cwd: root })
    expect(stderr).toBe('')
  })

  it('importing the seed again changes nothing and says so', async () => {
    const { stdout, stderr } = await run('npm', ['run', '-s', 'cli', '--', 'import', 'seed'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: database.url },
    })
    expect(stderr).toBe('')
    expect(stdout).toBe('The same files were imported before; nothing was changed.\n')
  })

  it('checking the seed needs no database and lists what does not fit', async () => {
    const { stdout, stderr } = await run('npm', ['run', '-s', 'cli', '--', 'import', 'seed', '--check'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: 'postgresql://127.0.0.1:1/none' },
    })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^seed\/listings\.jsonl: \d+ read, \d+ fit, \d+ refused\n/)
    expect(stdout).toMatch(/^ {2}refused: seed\/[\w.-]+:\d+.*: .+$/m)
  })

  it.each(curls)('curl $url answers what the README shows', async ({ url, answer }) => {
    const command = `curl -s '${url.replace('http://localhost:3000', address)}'`
    const { stdout } = await run('sh', ['-c', command])
    expect(JSON.parse(stdout)).toMatchObject(shortened(JSON.parse(answer.text), JSON.parse(stdout)) as object)
  })

  it('has a curl for each of the countries that the README promises', () => {
    expect(curls.map(({ url }) => new URL(url).searchParams.get('country')).slice(0, 4)).toEqual(['FI', 'KE', 'BR', 'JP'])
  })
})

/** Only docs/deploy.md may ask for Docker, which no test has; what it names there must exist. */
function isForDocker(document: string, command: string): boolean {
  if (document !== 'docs/deploy.md' || !command.startsWith('docker compose ')) return false
  const [verb = '', ...words] = command.slice('docker compose '.length).split(' ').filter((word) => !word.startsWith('-'))
  const named = ['exec', 'run'].includes(verb) ? words.slice(0, 1) : words
  return ['up', 'build', 'run', 'exec', 'start', 'stop'].includes(verb) && named.every((name) => new RegExp(`^  ${name}:$`, 'm').test(read('docker-compose.yml')))
}

describe('what the documents name', () => {
  const paths = documents.flatMap((document) =>
    [...read(document).matchAll(/`((?:src|seed|docs|tests|openapi|prisma|deploy|lookup|help|app|interchange|directory|db|lib)\/[\w./*-]*|[A-Z]+(?:\.md)?|[\w-]+\.(?:json|yml|ts))`/g)]
      .map(([, name = '']) => ({ document, name }))
      .filter(({ name }) => /[./]/.test(name) && !name.includes('*')),
  )

  it.each(paths)('$document: $name exists', ({ document, name }) => {
    const places = [root, path.join(root, 'src'), path.join(root, path.dirname(document)), path.join(root, 'src/help'), path.join(root, 'src/lookup')]
    expect(places.some((place) => existsSync(path.join(place, name)))).toBe(true)
  })

  it('every operation of editors exists', () => {
    const described: { paths: Record<string, object> } = JSON.parse(read('openapi/console.json'))
    const named = documents.flatMap((document) => [...read(document).matchAll(/`([A-Z]+) (\/v1\/(?:console|sign-in)\/[^`]*)`/g)])
    expect(named.length).toBeGreaterThan(3)
    const missing = named.filter(([, method = '', route = '']) => !(method.toLowerCase() in (described.paths[route] ?? {})))
    expect(missing.map(([name]) => name)).toEqual([])
  })

  it('every script of npm exists', () => {
    const named = documents.flatMap((document) => [...read(document).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script))
    expect(named).toContain('accept-seed')
    expect(named.filter((script) => packageFile.scripts[script ?? ''] === undefined)).toEqual([])
  })

  it('decisions are numbered without a gap', () => {
    const decisions = readdirSync(path.join(root, 'docs/decisions')).toSorted()
    decisions.forEach((name, index) => {
      expect(name).toMatch(new RegExp(`^${String(index + 1).padStart(3, '0')}-[a-z-]+\\.md$`))
      expect(read(`docs/decisions/${name}`)).toMatch(new RegExp(`^# ${index + 1}\\. [A-Z]`))
    })
  })

  it('every setting has its line, as the code has it', () => {
    const lines = [...read('README.md').matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\| (.*) \|$/gm)].map(([, name, fallback = '', meaning]) => ({
      name,
      default: fallback,
      meaning,
    }))
    expect(lines).toEqual(allSettings.map(({ name, default: fallback, meaning }) => ({ name, default: fallback, meaning })))
  })
})
