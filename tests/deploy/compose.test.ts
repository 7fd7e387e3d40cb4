import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../src/app/config.ts'
import { allSettings } from '../../src/app/settings.ts'
import { readDockerfile, root } from './read-dockerfile.ts'
import { readNginxConf } from './read-nginx-conf.ts'

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.int(), start_period: z.string().optional() }),
])
const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully'])

/** The part of the Compose specification that is used: anything else, and every slip in a name, is refused. */
const service = z.strictObject({
  image: z.string(),
  build: z.literal('.').optional(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  user: z.string().optional(),
  init: z.boolean().optional(),
  restart: z.enum(['unless-stopped', 'no']),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  tmpfs: z.array(z.string()).optional(),
  stop_signal: z.string().optional(),
  stop_grace_period: z.string().regex(/^\d+s$/).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition })).optional(),
  networks: z.array(z.string()).min(1),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  mem_limit: z.string().regex(/^\d+[mg]$/),
  shm_size: z.string().optional(),
  healthcheck,
  logging: z.strictObject({ driver: z.literal('json-file'), options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }) }),
})
const composeFile = z
  .object({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional(), ipam: z.unknown().optional() })),
    volumes: z.record(z.string(), z.strictObject({})),
  })
  .catchall(z.unknown())

const { services, networks, volumes, ...rest } = composeFile.parse(parse(read('docker-compose.yml'), { merge: true }))
const entries = Object.entries(services)
const the = (name: string) => {
  const found = services[name]
  if (found === undefined) throw new Error(`There is no service ${name}.`)
  return found
}
const ours = entries.filter(([, { build }]) => build !== undefined)
/** As Compose fills in a variable that is not set. */
const filled = (text: string) => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
const nodes = ['node-1', 'node-2']

const stages = readDockerfile()
const image = stages.at(-1)?.instructions ?? []
const words = (name: string) => image.find((instruction) => instruction.name === name)?.words ?? []
const imageEnvironment = Object.fromEntries(image.filter(({ name }) => name === 'ENV').flatMap((instruction) => instruction.words.map((word) => word.split('='))))
const seconds = (text: string | undefined) => Number.parseInt(text ?? '', 10)

describe('docker-compose.yml', () => {
  it('has the whole topology, and at its top nothing but that and templates', () => {
    expect(Object.keys(services)).toEqual(['postgres', 'migrate', ...nodes, 'worker', 'proxy', 'mail'])
    for (const key of Object.keys(rest)) expect(key).toMatch(/^x-/)
  })

  it('pins every image that it does not build', () => {
    for (const [name, { image: tag, build }] of entries) {
      if (build === undefined) expect(tag, name).toMatch(/^[\w./-]+:v?\d+\.\d+(?:\.\d+)?[\w.-]*$/)
    }
  })

  it('names services, networks, volumes and files that exist, and no others are declared', () => {
    for (const [name, { depends_on: dependencies = {} }] of entries) {
      for (const other of Object.keys(dependencies)) expect(Object.keys(services), name).toContain(other)
    }
    expect(new Set(entries.flatMap(([, { networks: used }]) => used))).toEqual(new Set(Object.keys(networks)))
    const mounts = entries.flatMap(([, { volumes: used = [] }]) => used.map((mount) => mount.split(':')[0] ?? ''))
    expect(mounts.filter((source) => !source.startsWith('.')).toSorted()).toEqual(Object.keys(volumes).toSorted())
    for (const source of mounts) if (source.startsWith('.')) expect(existsSync(path.join(root, source))).toBe(true)
  })

  it('waits for what has to be there before', () => {
    expect(the('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
    for (const name of [...nodes, 'worker']) expect(the(name).depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
    for (const [, { depends_on: dependencies = {} }] of entries) {
      for (const [name, { condition: wanted }] of Object.entries(dependencies)) {
        if (wanted === 'service_healthy') expect(the(name).healthcheck).not.toHaveProperty('disable')
        if (wanted === 'service_completed_successfully') expect(the(name).restart).toBe('no')
      }
    }
  })

  it('lets nobody in but through the proxy and to the caught mail, and that from this machine only', () => {
    for (const [name, { ports = [] }] of entries) expect(ports.length, name).toBe(['proxy', 'mail'].includes(name) ? 1 : 0)
    for (const name of ['proxy', 'mail']) expect(the(name).ports?.[0]).toMatch(/^127\.0\.0\.1:/)
    const outside = Object.entries(networks).filter(([, { internal }]) => internal !== true).map(([name]) => name)
    expect(entries.filter(([, { networks: used }]) => used.some((name) => outside.includes(name))).map(([name]) => name)).toEqual(['worker', 'proxy', 'mail'])
    for (const name of ['proxy', 'mail']) expect(the(name).networks).not.toContain('data')
  })
})

describe('the processes of this repository', () => {
  it('are started by programs that exist', () => {
    for (const [name, { command = words('CMD') }] of ours) {
      expect(command[0], name).toBe('node')
      expect(existsSync(path.join(root, command[1] ?? '')), name).toBe(true)
    }
    expect(the('worker').command).toEqual(['node', 'src/worker.ts'])
    expect(read('src/cli.ts')).toMatch(new RegExp(`^  ${the('migrate').command?.[2]}: `, 'm'))
  })

  it('get settings that there are, with values that are taken', () => {
    const names = allSettings.map((setting) => setting.name)
    for (const [name, { environment = {} }] of ours) {
      for (const key of Object.keys(environment)) expect(names, name).toContain(key)
      const values = Object.fromEntries(Object.entries<string>({ ...imageEnvironment, ...environment }).map(([key, value]) => [key, filled(value)]))
      expect(readConfig(values).databaseUrl).toBe('postgresql://directory:development-only@postgres:5432/directory')
    }
    for (const name of nodes) expect(the(name).environment).toMatchObject({ WORKER: 'off' })
  })

  it('send mails to the catcher, by a network that both have, and only the worker does', () => {
    const { SMTP_URL: address = '' } = the('worker').environment ?? {}
    expect(filled(address)).toBe('smtp://mail:1025')
    expect(the('worker').networks.filter((network) => the('mail').networks.includes(network))).toContain('mail')
    for (const name of nodes) expect(the(name).environment).not.toHaveProperty('SMTP_URL')
    // What links in mails lead to is where the proxy is published.
    const port = filled(the('proxy').ports?.[0] ?? '').split(':')[1]
    for (const name of [...nodes, 'worker']) expect(filled(the(name).environment?.['PUBLIC_URL'] ?? '')).toBe(`http://localhost:${port}`)
  })

  it('log in where the database lets them in', () => {
    const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database } = the('postgres').environment ?? {}
    for (const [, { environment = {}, networks: used }] of ours) {
      expect(environment['DATABASE_URL']).toBe(`postgresql://${user}:${password}@postgres:5432/${database}`)
      expect(used.some((network) => the('postgres').networks.includes(network))).toBe(true)
    }
  })

  it('have the time to drain, and a data folder each', () => {
    for (const name of nodes) {
      const { stop_grace_period: grace, environment, volumes: mounts } = the(name)
      // The second ten seconds are in close-server.ts.
      expect(seconds(grace)).toBeGreaterThan(Number(environment?.['DRAIN_SECONDS']) + 10)
      expect(mounts).toEqual([`${name}-data:${imageEnvironment['DATA_DIR']}`])
    }
    expect(seconds(the('worker').stop_grace_period)).toBeGreaterThan(10)
  })

  it('are asked for their health at addresses that answer', () => {
    const health = read('src/app/add-health.ts')
    const tests = [words('HEALTHCHECK').join(' '), ...entries.map(([, entry]) => ('test' in entry.healthcheck ? entry.healthcheck.test.join(' ') : ''))]
    const asked = tests.flatMap((test) => test.match(/\/(?:livez|readyz)\b/g) ?? [])
    expect(asked).toEqual(['/livez', '/readyz', '/readyz', '/readyz'])
    for (const route of new Set(asked)) expect(health).toContain(`'${route}'`)
    for (const name of nodes) expect(JSON.stringify(the(name).healthcheck)).toContain(`127.0.0.1:${imageEnvironment['PORT']}/`)
  })
})

describe('the proxy', () => {
  const conf = readNginxConf(read('deploy/nginx.conf'))
  const inHttp = conf.find(({ name }) => name === 'http')?.block ?? []
  const server = inHttp.find(({ name }) => name === 'server')?.block ?? []
  const proxy = the('proxy')

  it('asks the nodes, at their port, by a network that they share', () => {
    const upstream = inHttp.find(({ name }) => name === 'upstream')?.block ?? []
    const asked = upstream.filter(({ name }) => name === 'server').map(({ words: [address] }) => address)
    expect(asked).toEqual(nodes.map((name) => `${name}:${imageEnvironment['PORT']}`))
    for (const name of nodes) expect(the(name).networks.filter((network) => proxy.networks.includes(network))).toEqual(['answers'])
  })

  it('is believed by the nodes, and nobody else is', () => {
    const { subnet } = z.object({ config: z.tuple([z.object({ subnet: z.string() })]) }).parse(networks['answers']?.ipam).config[0]
    for (const name of nodes) expect(the(name).environment).toMatchObject({ TRUSTED_PROXIES: subnet })
    expect(entries.filter(([, { networks: used }]) => used.includes('answers')).map(([name]) => name)).toEqual([...nodes, 'proxy'])
  })

  it('listens where it is published and asked for its health', () => {
    const port = server.find(({ name }) => name === 'listen')?.words[0]
    expect(proxy.ports?.[0]).toMatch(new RegExp(`:${port}$`))
    expect(JSON.stringify(proxy.healthcheck)).toContain(`127.0.0.1:${port}/`)
  })

  it('gets its configuration, and writes only where it may, which is in memory', () => {
    expect(proxy.volumes).toEqual(['./deploy/nginx.conf:/etc/nginx/nginx.conf:ro'])
    const written = [...conf, ...inHttp].filter(({ name }) => /_path$|^pid$/.test(name)).map(({ words: [file = ''] }) => file)
    expect(written.length).toBeGreaterThan(5)
    const memory = (proxy.tmpfs ?? []).map((mount) => mount.split(':')[0] ?? '')
    for (const file of written) expect(memory.some((folder) => file.startsWith(`${folder}/`)), file).toBe(true)
  })

  it('has the time to finish what was asked', () => {
    expect(proxy.stop_signal).toBe('SIGQUIT')
    expect(seconds(proxy.stop_grace_period)).toBeGreaterThan(10)
  })
})
