import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findNginx } from '../../deploy/cluster/find-nginx.ts'
import { writeNginxConf } from '../../deploy/cluster/write-nginx-conf.ts'
import { root } from './read-dockerfile.ts'
import { readNginxConf, type Directive } from './read-nginx-conf.ts'

const text = readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8')
const conf = readNginxConf(text)
const nginx = await findNginx(process.env['PATH'] ?? '')

const everything = (directives: readonly Directive[]): Directive[] => directives.flatMap((directive) => [directive, ...everything(directive.block ?? [])])
const all = everything(conf)
const valuesOf = (name: string) => all.filter((directive) => directive.name === name).map(({ words }) => words.join(' '))

/** Directives of nginx by the block in which they stand, from its documentation: a slip in a name shows even where no nginx is. */
const known: Record<string, readonly string[]> = {
  '': ['worker_processes', 'pid', 'error_log', 'events', 'http'],
  events: ['worker_connections'],
  http: [
    'access_log', 'server_tokens', 'client_header_timeout', 'client_body_timeout', 'send_timeout', 'keepalive_timeout', 'reset_timedout_connection',
    'client_max_body_size', 'large_client_header_buffers', 'client_body_buffer_size', 'client_body_in_single_buffer', 'client_body_temp_path',
    'proxy_temp_path', 'fastcgi_temp_path', 'uwsgi_temp_path', 'scgi_temp_path', 'proxy_cache_path', 'map', 'resolver', 'upstream', 'server',
  ],
  upstream: ['zone', 'server', 'keepalive'],
  server: ['listen', 'server_name', 'location'],
  location: [
    'default_type', 'return', 'add_header', 'error_page', 'max_ranges', 'proxy_pass', 'proxy_http_version', 'proxy_set_header', 'proxy_next_upstream',
    'proxy_next_upstream_tries', 'proxy_next_upstream_timeout', 'proxy_connect_timeout', 'proxy_read_timeout', 'proxy_send_timeout', 'proxy_cache',
    'proxy_cache_key', 'proxy_cache_lock', 'proxy_cache_lock_age', 'proxy_cache_lock_timeout', 'proxy_cache_use_stale', 'proxy_cache_background_update',
    'proxy_cache_revalidate', 'proxy_cache_bypass', 'proxy_no_cache', 'proxy_pass_header', 'proxy_hide_header', 'proxy_buffers', 'location',
  ],
}

describe('deploy/nginx.conf', () => {
  it('has only directives that nginx knows there', () => {
    const check = (directives: readonly Directive[], block: string) => {
      for (const { name, block: inner } of directives) {
        expect(known[block] ?? [], `${name} in ${block}`).toContain(name)
        // What stands in a map are values.
        if (inner !== null && name !== 'map') check(inner, name)
      }
    }
    check(conf, '')
  })

  it('would be refused with a brace or semicolon missing', () => {
    expect(() => readNginxConf(text.slice(0, text.lastIndexOf('}')))).toThrow('ends in the middle')
    expect(() => readNginxConf(`${text}}`)).toThrow('brace too many')
    expect(() => readNginxConf(text.replace('max_ranges 0;\n', 'max_ranges 0\n}'))).toThrow('no semicolon')
  })

  it('writes nothing about requests', () => {
    expect(valuesOf('access_log')).toEqual(['off'])
    expect(valuesOf('error_log')).toEqual(['stderr emerg'])
    expect(valuesOf('log_format')).toEqual([])
  })

  it('shows nothing beyond what the answers allow, and passes on how old they are', () => {
    expect(valuesOf('proxy_cache_use_stale')).toEqual(['off'])
    expect(valuesOf('proxy_cache_background_update')).toEqual(['on'])
    expect(valuesOf('proxy_cache_lock')).toEqual(['on'])
    expect(valuesOf('proxy_pass_header')).toEqual(['Date'])
    expect(valuesOf('proxy_cache_revalidate')).toEqual(['off'])
    for (const forbidden of ['proxy_ignore_headers', 'proxy_cache_valid', 'proxy_cache_methods']) expect(valuesOf(forbidden)).toEqual([])
  })

  it('names caches, variables and upstreams that it has', () => {
    expect(valuesOf('proxy_cache_path')[0]).toContain(`keys_zone=${valuesOf('proxy_cache')[0]}:`)
    const upstreams = all.filter(({ name }) => name === 'upstream').map(({ words }) => `http://${words[0]}`)
    expect(upstreams).toEqual([...new Set(valuesOf('proxy_pass'))])
    const maps = all.filter(({ name }) => name === 'map').map(({ words }) => words[1] ?? '')
    const own = valuesOf('add_header').flatMap((value) => value.match(/\$\w+/g) ?? [])
    expect(own.toSorted()).toEqual(maps.toSorted())
    const locations = all.filter(({ name }) => name === 'location').map(({ words }) => words.at(-1))
    for (const page of valuesOf('error_page')) expect(locations).toContain(page.split(' ').at(-1))
  })

  it('answers with problem documents of its own that are JSON', () => {
    const bodies = all.filter(({ name }) => name === 'return').map(({ words: [status, body = ''] }) => ({ status: Number(status), body: JSON.parse(body) }))
    expect(bodies).toHaveLength(2)
    for (const { status, body } of bodies) expect(body).toEqual({ type: 'about:blank', title: expect.any(String), status, detail: expect.any(String) })
  })

  it('sends nothing twice but what may be asked twice', () => {
    const usual = 'error timeout http_502 http_503 http_504'
    expect(valuesOf('proxy_next_upstream')).toEqual([usual, `${usual} non_idempotent`])
    const byPost = all.find(({ name, words }) => name === 'location' && words.join(' ') === '= /v1/help')
    // Only what is read by POST; headers, times and cache are those of the block around it, as long as it sets none of its own.
    expect(byPost?.block?.map(({ name }) => name)).toEqual(['proxy_pass', 'proxy_next_upstream'])
    expect(byPost?.block?.at(-1)?.words).toContain('non_idempotent')
  })

  it.runIf(nginx !== null)('is what nginx takes, as npm run cluster gives it', async () => {
    const folder = await writeNginxConf(18_080, ['127.0.0.1:1', '127.0.0.1:2'])
    const file = path.join(folder, 'nginx.conf')
    expect(readFileSync(file, 'utf8')).not.toMatch(/node-1|\/var\/cache/)
    await promisify(execFile)(nginx ?? '', ['-t', '-q', '-p', folder, '-e', 'stderr', '-c', file])
    await rm(folder, { recursive: true })
  })
})
