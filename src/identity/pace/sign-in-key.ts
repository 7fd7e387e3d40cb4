import { paceKey } from './pace-key.ts'

/** Under what sign-ins with a password are counted, until they are done. @param device null for a browser that is not known */
export function signInKey(secret: string, email: string, device: string | null): string {
  return device === null ? paceKey(secret, 'account', email) : paceKey(secret, 'device', email, device)
}
