import { z } from 'zod'
import { kinds } from '../help/vocabulary.ts'
import { readTrustedProxies } from './limits/read-trusted-proxies.ts'

/** One setting: an environment variable, what its text becomes, and the line about it in the documentation. */
export interface Setting<T> {
  name: string
  /** As one would write it; empty for none. */
  default: string
  meaning: string
  /** Reads the text of the variable. Its messages complete the sentence "PORT …". */
  read: z.ZodType<T, string>
}

const setting = <T>(value: Setting<T>): Setting<T> => value

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      message: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number)

const optional = <T>(read: z.ZodType<T, string>): z.ZodType<T | null, string> =>
  z.string().transform((text, context) => {
    if (text === '') return null
    const result = read.safeParse(text)
    if (result.success) return result.data
    context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? 'is wrong' })
    return z.NEVER
  })

const databaseAddress = z.string().refine((text) => URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol), {
  message: 'must be an address like postgresql://user:password@host:5432/database',
})

const proxies = z.string().transform((text, context): readonly string[] => {
  const { proxies: trusted, faulty } = readTrustedProxies(text)
  if (faulty.length === 0) return Object.freeze(trusted)
  const entries = `${faulty.length === 1 ? 'entry' : 'entries'} ${faulty.join(', ')} ${faulty.length === 1 ? 'is' : 'are'} not`
  const message = `must name addresses, networks as 10.0.0.0/8, loopback, linklocal or uniquelocal, separated by commas; ${entries}`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:\/\/[^/?#@]+\/?$/i.test(text), {
    message: 'must be an address like https://directory.example.org, without a path',
  })
  .transform((text) => new URL(text).origin)

/** Plain http only to this machine: whoever listens on the way could sign in as anybody. */
const issuer = z.string().refine((text) => URL.canParse(text) && isSafeIssuer(new URL(text)), {
  message: 'must be an address like https://login.example.org, with https',
})

function isSafeIssuer({ protocol, hostname, search, hash }: URL): boolean {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && search === '' && hash === ''
}

const smtpAddress = z.string().refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '', {
  message: 'must be an address like smtp://user:password@host:587 or smtps://user:password@host:465',
})

/** An address, alone or as `Name <address>`. */
const sender = z.string().refine((text) => /^[^\p{Cc}<>@",;]*<[^<>@\s]+@[^<>@\s]+>$/u.test(text) || z.email().safeParse(text).success, {
  message: 'must be an e-mail address, alone or as "Name <address>"',
})

const days = (name: string, fallback: number, least: number, meaning: string) =>
  setting({ name, default: String(fallback), meaning, read: wholeNumber(least, 3650) })

/** Days after a check in which the next one is due, by kind of listing. */
const verifyDays = {
  emergency_service: 90,
  support_line: 90,
  image_removal: 180,
  reporting_hotline: 180,
  police_report: 180,
  prevention_service: 90,
}

/** Every setting there is. Their names never change; docs list them in this order. */
export const settings = {
  host: setting({
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'Address to listen on. The default answers this machine only; `0.0.0.0` answers everybody who can reach it, as a container needs.',
    read: z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'must be an IP address or a host name'),
  }),
  port: setting({ name: 'PORT', default: '3000', meaning: 'Port to listen on; 0 lets the system choose.', read: wholeNumber(0, 65_535) }),
  publicUrl: setting({
    name: 'PUBLIC_URL',
    default: '',
    meaning:
      'The address under which people reach this installation, such as `https://directory.example.org`: links in mails lead there, and signed-in changes are taken from pages of this address only. Without it `http://<HOST>:<PORT>`. With `https` its cookies are sent over `https` only, and the links of listings are looked at; with `http`, unless it is this machine, cookies and passwords travel unprotected, and each start warns of it.',
    read: optional(origin),
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    default: '.data',
    meaning: 'Folder of the embedded database, unless `DATABASE_URL` is set, and in `snapshot/` the last good directory, from which a node starts while its database is away. Keep it between starts; nodes may share it.',
    read: z.string().refine((text) => !text.includes('\0'), { message: 'must be a folder' }),
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    default: '',
    meaning: 'A PostgreSQL server of your own (15 or newer), `postgresql://user:password@host:5432/database`, instead of the embedded one.',
    read: optional(databaseAddress),
  }),
  lookupDatabaseUrl: setting({
    name: 'LOOKUP_DATABASE_URL',
    default: '',
    meaning:
      'The same database with a login that can read the `published_*` views and nothing else. Needed only where the login of `DATABASE_URL` may not create roles.',
    read: optional(databaseAddress),
  }),
  worker: setting({
    name: 'WORKER',
    default: 'on',
    meaning: 'Whether a node does background work besides answering: `on`, or `off` where a process of its own does it.',
    read: z.enum(['on', 'off'], { error: 'must be on or off' }).transform((text) => text === 'on'),
  }),
  geoCountryHeader: setting({
    name: 'GEO_COUNTRY_HEADER',
    default: '',
    meaning: 'Header in which a proxy that you trust tells the country of the asking person, such as `CF-IPCountry`. Used when a request names neither a country nor a subdivision.',
    read: optional(
      z
        .string()
        .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header')
        .transform((text) => text.toLowerCase()),
    ),
  }),
  trustedProxies: setting({
    name: 'TRUSTED_PROXIES',
    default: '',
    meaning:
      'Proxies whose `X-Forwarded-For` tells who asks, separated by commas: addresses, networks such as `10.0.0.0/8`, and `loopback`, `linklocal` or `uniquelocal`. Used for `RATE_LIMIT_PER_MINUTE` only; what anybody else writes there is ignored.',
    read: proxies,
  }),
  rateLimitPerMinute: setting({
    name: 'RATE_LIMIT_PER_MINUTE',
    default: '0',
    meaning:
      'Requests that one address (of IPv6: one network of 64 bits) may send a minute to one node; 0 sets no limit, because a school or a platform is one address. Overload is answered early whatever this says.',
    read: wholeNumber(0, 1_000_000),
  }),
  smtpUrl: setting({
    name: 'SMTP_URL',
    default: '',
    meaning:
      'The server that mails are sent through: `smtps://user:password@host:465`, or `smtp://user:password@host:587`, where TLS begins before the password is sent. Without it mails are printed to the terminal, links included.',
    read: optional(smtpAddress),
  }),
  mailFrom: setting({
    name: 'MAIL_FROM',
    default: '',
    meaning: 'The sender of mails, such as `Directory <no-reply@example.org>`. Without it `no-reply` at the host of `PUBLIC_URL`.',
    read: optional(sender),
  }),
  drainSeconds: setting({
    name: 'DRAIN_SECONDS',
    default: '5',
    meaning:
      'Seconds for which a node that gets SIGTERM goes on answering, while `/readyz` already says 503: as long as a load balancer needs to notice. Ctrl-C does not wait.',
    read: wholeNumber(0, 300),
  }),
  oidcIssuer: setting({
    name: 'OIDC_ISSUER',
    default: '',
    meaning:
      'The OpenID provider with which people may sign in instead of with a password: the address that has `/.well-known/openid-configuration`. Register `<PUBLIC_URL>/v1/sign-in/callback/oidc` there. It lets in only who is an editor already, with an address that the provider has verified.',
    read: optional(issuer),
  }),
  oidcClientId: setting({
    name: 'OIDC_CLIENT_ID',
    default: '',
    meaning: 'What the OpenID provider calls this installation.',
    read: optional(z.string().regex(/^[\x21-\x7e]{1,300}$/, 'must be a name without spaces')),
  }),
  oidcClientSecret: setting({
    name: 'OIDC_CLIENT_SECRET',
    default: '',
    meaning: 'The secret that the OpenID provider gave to this installation; none where it only asks for PKCE.',
    read: optional(z.string().regex(/^[\x20-\x7e]{1,1000}$/, 'must be plain text')),
  }),
  fourEyes: setting({
    name: 'FOUR_EYES',
    default: 'on',
    meaning: 'Whether somebody else must approve what an editor wrote: `on`, or `off` for an installation that one person runs. Then every answer of the console says so.',
    read: z.enum(['on', 'off'], { error: 'must be on or off' }).transform((text) => text === 'on'),
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    default: 'info',
    meaning: 'How much is logged: `silent`, `fatal`, `error`, `warn`, `info`, `debug` or `trace`. No level logs who asks.',
    read: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of silent, fatal, error, warn, info, debug, trace',
    }),
  }),
  unverifiedDays: days(
    'UNVERIFIED_DAYS',
    365,
    0,
    'Days after its contacts came (by an import, or in a published revision) in which a listing that nobody has checked yet is served, marked as unverified; 0 serves none. Emergency numbers and worldwide services are served, and marked, whatever this says.',
  ),
} as const

export const verifyDaysSettings = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    days(
      `VERIFY_DAYS_${kind.toUpperCase()}`,
      verifyDays[kind],
      1,
      `Days after a check of a listing of kind \`${kind}\` in which the next is due. ${kind === 'emergency_service' ? 'Emergency numbers are served however old the check is, and marked.' : 'After twice as many it is not served any more, unless it is worldwide.'}`,
    ),
  ]),
) as Record<(typeof kinds)[number], Setting<number>>

/** All settings in the order in which docs list them. */
export const allSettings: readonly Pick<Setting<unknown>, 'name' | 'default' | 'meaning'>[] = [
  ...Object.values(settings),
  ...Object.values(verifyDaysSettings),
]
