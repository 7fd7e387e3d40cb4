import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { allSettings } from '../../src/app/settings.ts'

describe('without any variable', () => {
  it('everything has a safe default', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      dataDir: path.resolve('.data'),
      databaseUrl: null,
      lookupDatabaseUrl: null,
      worker: true,
      geoCountryHeader: null,
      trustedProxies: [],
      rateLimitPerMinute: 0,
      smtpUrl: null,
      mailFrom: null,
      drainSeconds: 5,
      oidcIssuer: null,
      oidcClientId: null,
      oidcClientSecret: null,
      fourEyes: true,
      logLevel: 'info',
      unverifiedDays: 365,
      verifyDays: {
        emergency_service: 90,
        support_line: 90,
        image_removal: 180,
        reporting_hotline: 180,
        police_report: 180,
        prevention_service: 90,
      },
    })
  })

  it('an empty or blank one counts as unset', () => {
    expect(readConfig(Object.fromEntries(allSettings.map(({ name }, index) => [name, index % 2 === 0 ? '' : '  '])))).toEqual(readConfig({}))
  })

  it('nothing can be changed afterwards', () => {
    const config = readConfig({})
    for (const part of [config, config.verifyDays, config.trustedProxies]) expect(Object.isFrozen(part)).toBe(true)
  })
})

describe('a variable', () => {
  it('becomes a setting', () => {
    const config = readConfig({
      HOST: '::',
      PORT: '8080',
      PUBLIC_URL: 'https://Directory.Example.org/',
      OIDC_ISSUER: 'https://login.example.org/realms/ngo',
      OIDC_CLIENT_ID: 'directory',
      DATA_DIR: '/var/lib/directory',
      DATABASE_URL: 'postgres://somebody:secret@db.example.org/directory',
      LOOKUP_DATABASE_URL: 'postgresql://reader:secret@db.example.org:5433/directory?sslmode=require',
      GEO_COUNTRY_HEADER: 'CF-IPCountry',
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      RATE_LIMIT_PER_MINUTE: '600',
      DRAIN_SECONDS: '30',
      LOG_LEVEL: 'warn',
      UNVERIFIED_DAYS: '0',
      VERIFY_DAYS_SUPPORT_LINE: '30',
    })
    expect(config).toMatchObject({
      host: '::',
      port: 8080,
      publicUrl: 'https://directory.example.org',
      oidcIssuer: 'https://login.example.org/realms/ngo',
      oidcClientId: 'directory',
      oidcClientSecret: null,
      fourEyes: true,
      dataDir: '/var/lib/directory',
      databaseUrl: 'postgres://somebody:secret@db.example.org/directory',
      lookupDatabaseUrl: 'postgresql://reader:secret@db.example.org:5433/directory?sslmode=require',
      geoCountryHeader: 'cf-ipcountry',
      trustedProxies: ['loopback', '10.0.0.0/8'],
      rateLimitPerMinute: 600,
      drainSeconds: 30,
      logLevel: 'warn',
      unverifiedDays: 0,
      verifyDays: { support_line: 30, emergency_service: 90 },
    })
  })

  it.each([
    ['HOST', 'a b', 'HOST must be an IP address or a host name.'],
    ['PORT', 'http', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '3e3', 'PORT must be a whole number from 0 to 65535.'],
    ['DATABASE_URL', 'mysql://db/directory', 'DATABASE_URL must be an address like postgresql://user:password@host:5432/database.'],
    ['GEO_COUNTRY_HEADER', 'X Country', 'GEO_COUNTRY_HEADER must be the name of a header.'],
    ['TRUSTED_PROXIES', 'nobody', 'TRUSTED_PROXIES must name addresses, networks as 10.0.0.0/8, loopback, linklocal or uniquelocal, separated by commas; entry 1 is not.'],
    ['TRUSTED_PROXIES', '10.0.0.1,10.0.0.0/33,::1,0.0.0.0/0', 'separated by commas; entries 2, 4 are not.'],
    ['RATE_LIMIT_PER_MINUTE', 'many', 'RATE_LIMIT_PER_MINUTE must be a whole number from 0 to 1000000.'],
    ['DRAIN_SECONDS', '301', 'DRAIN_SECONDS must be a whole number from 0 to 300.'],
    ['PUBLIC_URL', 'https://example.org/directory', 'PUBLIC_URL must be an address like https://directory.example.org, without a path.'],
    ['PUBLIC_URL', 'directory.example.org', 'PUBLIC_URL must be an address like'],
    ['OIDC_ISSUER', 'http://login.example.org', 'OIDC_ISSUER must be an address like https://login.example.org, with https.'],
    ['OIDC_ISSUER', 'https://login.example.org', 'OIDC_ISSUER and OIDC_CLIENT_ID are set together, or neither.'],
    ['OIDC_CLIENT_SECRET', 'secret', 'OIDC_CLIENT_SECRET is only for an OIDC_ISSUER.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace.'],
    ['UNVERIFIED_DAYS', '1.5', 'UNVERIFIED_DAYS must be a whole number from 0 to 3650.'],
    ['VERIFY_DAYS_POLICE_REPORT', '0', 'VERIFY_DAYS_POLICE_REPORT must be a whole number from 1 to 3650.'],
    ['VERIFY_DAYS_HOTLINE', '90', 'VERIFY_DAYS_HOTLINE is not a setting; there are VERIFY_DAYS_EMERGENCY_SERVICE, VERIFY_DAYS_SUPPORT_LINE'],
    ['LOOKUP_DATABASE_URL', 'postgresql://db/directory', 'LOOKUP_DATABASE_URL is only for a server of your own: set DATABASE_URL, too.'],
  ])('%s=%s is refused', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(sentence)
  })

  it('that is wrong is named together with all others, and no value is repeated', () => {
    const read = () => readConfig({ PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://somebody:secret@db/directory' })
    expect(read).toThrow(/^3 settings are wrong:\n {2}PORT .*\n {2}DATABASE_URL .*\n {2}LOG_LEVEL .*$/)
    expect(read).not.toThrow('secret')
  })
})

describe('settings', () => {
  it('have a name, a default and a meaning each, once', () => {
    expect(new Set(allSettings.map(({ name }) => name)).size).toBe(allSettings.length)
    for (const setting of allSettings) expect(setting.meaning).toMatch(/^[A-Z].*\.$/)
  })

  it('are read from the environment in one place', async () => {
    const root = path.resolve(import.meta.dirname, '../../src')
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts') && !file.startsWith('db/generated'))
    const readers: string[] = []
    for (const file of files) if ((await readFile(path.join(root, file), 'utf8')).includes('process.env')) readers.push(file)
    expect(readers).toEqual(['app/config.ts'])
  })
})

describe('the way of mails', () => {
  it.each([
    ['SMTP_URL', 'smtp://mail:1025'],
    ['SMTP_URL', 'smtps://user:p%40ss@mail.example.org:465?name=directory'],
    ['MAIL_FROM', 'no-reply@example.org'],
    ['MAIL_FROM', 'Child Safety Directory <no-reply@example.org>'],
  ])('%s may be %s', (name, value) => {
    const { smtpUrl, mailFrom } = readConfig({ [name]: value })
    expect([smtpUrl, mailFrom]).toContain(value)
  })

  it.each([
    ['SMTP_URL', 'mail:1025'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['SMTP_URL', 'smtp://'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'A, B <a@example.org>'],
    ['MAIL_FROM', 'A <a@example.org>, b@example.org'],
    ['MAIL_FROM', 'A\nBcc: b@example.org <a@example.org>'],
  ])('%s may not be %j', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})
