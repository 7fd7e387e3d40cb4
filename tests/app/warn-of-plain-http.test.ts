import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { createLog } from '../../src/app/create-log.ts'
import { warnOfPlainHttp } from '../../src/app/warn-of-plain-http.ts'

function warnings(environment: Record<string, string>): unknown[] {
  const lines: string[] = []
  const config = readConfig(environment)
  warnOfPlainHttp(config, createLog(config, { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as unknown)
}

describe('a warning of plain http', () => {
  it.each(['http://directory.example.org', 'http://10.0.0.7:3000', 'http://localhost.example.org', 'http://[2001:db8::1]', 'http://127.0.0.1.example.org'])('is given for %s, once', (url) => {
    expect(warnings({ PUBLIC_URL: url })).toMatchObject([{ level: 40, msg: expect.stringMatching(/cookies .* travel unprotected\. .* set PUBLIC_URL .* https/) }])
  })

  it.each(['https://directory.example.org', 'http://localhost:3000', 'http://app.localhost', 'http://127.0.0.1', 'http://127.1.2.3:8080', 'http://[::1]:3000'])('is not given for %s', (url) => {
    expect(warnings({ PUBLIC_URL: url })).toEqual([])
  })

  it('is not given where no address is set', () => {
    expect(warnings({})).toEqual([])
  })
})
