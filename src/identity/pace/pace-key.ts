import { createHmac } from 'node:crypto'

/** Under what attempts are counted: nobody who has the table, and not the secret, learns about whom a row is. */
export function paceKey(secret: string, kind: 'account' | 'device' | 'own' | 'code' | 'cookie', ...parts: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify([kind, ...parts])).digest('hex')
}
