import { AsyncLocalStorage } from 'node:async_hooks'
import type { EnrolmentHeld } from './enrolment-held.ts'

/** What one call of the library is about, for those of our functions that it calls back. */
export type SignInFlow = {
  /** Whether the session that is made shows a second factor: it is made only after a right code. */
  secondFactor: boolean
  /** A code that must not be accepted twice; null where there is none. */
  code: string | null
  /** The ID token of the OpenID provider, which the library has verified. It is not stored. */
  idToken: string | null
  /** The stored form of the password that was found to be right; null where none was. */
  passwordHash: string | null
  /** The stored form of the secret that a code was compared with; null where none was. */
  secretCompared: string | null
  /** A second factor that is being set up and not in force yet; null where the call is about the one in force. */
  enrolment: EnrolmentHeld | null
  /** Where new backup codes are put, as they are to be stored, instead of into the database; null where the call makes none. */
  backupCodes: { stored: string } | null
  /** Whether we refused the session: to a removed editor, or for a code that was used. */
  isRefused: boolean
  /** What went wrong inside, which the library turns into an answer. */
  fault: unknown
}

const flows = new AsyncLocalStorage<SignInFlow>()

export function runSignInFlow<T>(flow: SignInFlow, work: () => Promise<T>): Promise<T> {
  return flows.run(flow, work)
}

export function currentFlow(): SignInFlow | null {
  return flows.getStore() ?? null
}
