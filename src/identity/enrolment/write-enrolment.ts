import type { StoredSecondFactor } from '../auth/enrolment-held.ts'
import type { Identity } from '../identity.ts'
import type { Session } from '../session/read-session.ts'
import { writeCookie } from '../session/write-cookie.ts'
import { enrolmentLife } from './enrolment-life.ts'
import { enrolmentPurpose, type Enrolment } from './read-enrolment.ts'

/**
 * The cookie that remembers a second factor until its first code comes. Nothing of it is in the database, so that the one in force
 * stays what it is. It belongs to this session, and to the token that the session has now: confirming gives it another one.
 */
export async function writeEnrolment({ opened, cookies, now }: Identity, session: Session, factor: StoredSecondFactor): Promise<string> {
  const { symmetricEncodeJWT } = await import('better-auth/crypto')
  const until = new Date(now().getTime() + enrolmentLife * 1000)
  const enrolment: Enrolment = { session: session.tokenDigest, editor: session.editor.id, until: until.toISOString(), ...factor }
  const names = cookies()
  return writeCookie(names, names.enrolment, await symmetricEncodeJWT(enrolment, (await opened()).secret, enrolmentPurpose, enrolmentLife), enrolmentLife)
}
