import type { Config } from './config.ts'

/** Where people reach this installation, without a slash at its end: `PUBLIC_URL`, or this machine. */
export function publicUrl({ publicUrl: given, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (given !== null) return given
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
