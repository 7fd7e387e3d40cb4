import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { jobs } from '../../src/jobs/index.ts'
import { allSettings } from '../../src/app/settings.ts'
import { root } from './read-dockerfile.ts'

const document = readFileSync(path.join(root, 'docs/deploy.md'), 'utf8')

describe('docs/deploy.md', () => {
  it('tells the hour of the daily report', () => {
    const [minute, hour, ...days] = jobs.find(({ name }) => name === 'report-due-listings')?.schedule?.split(' ') ?? []
    expect(days).toEqual(['*', '*', '*'])
    expect(document).toContain(`at ${hour?.padStart(2, '0')}:${minute?.padStart(2, '0')} UTC`)
  })

  it('names settings that there are', () => {
    // What the compose file asks for and PostgreSQL reads.
    const names = new Set([...allSettings.map(({ name }) => name), 'POSTGRES_PASSWORD'])
    const named = [...document.matchAll(/`([A-Z]+(?:_[A-Z]+)*)(?:=\w+)?`/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(5)
    for (const name of named) expect(names).toContain(name)
  })

  it('never restores but in one transaction: nodes would read what is there so far', () => {
    const restores = document.split('\n').filter((line) => line.startsWith('docker ') && line.includes('pg_restore'))
    expect(restores).toHaveLength(1)
    expect(restores[0]).toContain(' --single-transaction ')
  })
})
