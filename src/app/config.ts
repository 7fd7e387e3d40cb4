import path from 'node:path'
import type { z } from 'zod'
import type { ServingSettings } from '../help/verification.ts'
import { kinds, type Kind } from '../help/vocabulary.ts'
import { ConfigFault } from './config-fault.ts'
import { allSettings, settings, verifyDaysSettings, type Setting } from './settings.ts'

type Values = { [key in keyof typeof settings]: z.output<(typeof settings)[key]['read']> }

/** How this installation is set up. */
export type Config = Readonly<Values & ServingSettings>

/**
 * Reads the settings from the environment: the only place that does. An empty variable counts as unset.
 *
 * @throws ConfigFault naming every setting that is wrong.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = []
  const read = <T>({ name, default: fallback, read: schema }: Setting<T>): T => {
    const text = environment[name]?.trim() ?? ''
    const result = schema.safeParse(text === '' ? fallback : text)
    if (result.success) return result.data
    faults.push(`${name} ${result.error.issues[0]?.message ?? 'is wrong'}.`)
    // Never seen: the faults are thrown below.
    return undefined as T
  }
  const values = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, read<unknown>(setting)]),
  ) as Values
  const verifyDays = Object.fromEntries(kinds.map((kind) => [kind, read(verifyDaysSettings[kind])])) as Record<Kind, number>

  const periods = allSettings.map((setting) => setting.name).filter((name) => name.startsWith('VERIFY_DAYS_'))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('VERIFY_DAYS_') && !periods.includes(name)) faults.push(`${name} is not a setting; there are ${periods.join(', ')}.`)
  }
  if (values.lookupDatabaseUrl !== null && values.databaseUrl === null) {
    faults.push('LOOKUP_DATABASE_URL is only for a server of your own: set DATABASE_URL, too.')
  }
  if ((values.oidcIssuer === null) !== (values.oidcClientId === null)) faults.push('OIDC_ISSUER and OIDC_CLIENT_ID are set together, or neither.')
  if (values.oidcClientSecret !== null && values.oidcIssuer === null) faults.push('OIDC_CLIENT_SECRET is only for an OIDC_ISSUER.')
  if (faults.length > 0) throw new ConfigFault(faults)
  return Object.freeze({ ...values, dataDir: path.resolve(values.dataDir), verifyDays: Object.freeze(verifyDays) })
}
