import { z } from 'zod'
import type { StoredSecondFactor } from '../auth/enrolment-held.ts'
import type { Identity } from '../identity.ts'
import { readCookie } from '../session/read-cookie.ts'
import type { Session } from '../session/read-session.ts'

/** Its key is made of this and the secret of the installation: nothing that is encrypted for anything else can be taken for it. */
export const enrolmentPurpose = 'second-factor-enrolment'

const enrolment = z.object({ session: z.string(), editor: z.string(), until: z.iso.datetime(), secret: z.string(), backupCodes: z.string() })

export type Enrolment = z.output<typeof enrolment>

/** The second factor that is being set up in this session; null when there is none, or it took too long. */
export async function readEnrolment({ opened, cookies, now }: Identity, session: Session, cookie: string | undefined): Promise<StoredSecondFactor | null> {
  const { symmetricDecodeJWT } = await import('better-auth/crypto')
  const payload = await symmetricDecodeJWT(readCookie(cookie, cookies().enrolment) ?? '', (await opened()).secret, enrolmentPurpose)
  const { data } = enrolment.safeParse(payload)
  if (data === undefined || data.session !== session.tokenDigest || data.editor !== session.editor.id) return null
  return new Date(data.until) <= now() ? null : { secret: data.secret, backupCodes: data.backupCodes }
}
