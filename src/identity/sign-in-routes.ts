/**
 * Every address at which people sign in, by hand. What the sign-in library has beside these cannot be reached: `auth/ask-auth.ts` asks
 * it for what a route names, and for nothing else.
 */
import { acceptInvitationRoute } from './routes/accept-invitation.ts'
import { acceptRecovery } from './routes/accept-recovery.ts'
import { changePassword } from './routes/change-password.ts'
import { comeBackFromOidc } from './routes/come-back-from-oidc.ts'
import { confirmSecondFactor } from './routes/confirm-second-factor.ts'
import { enrolSecondFactor } from './routes/enrol-second-factor.ts'
import { getInvitation } from './routes/get-invitation.ts'
import { getRecovery } from './routes/get-recovery.ts'
import { getSession } from './routes/get-session.ts'
import { listSessions } from './routes/list-sessions.ts'
import { makeBackupCodes } from './routes/make-backup-codes.ts'
import { revokeOtherSessions } from './routes/revoke-other-sessions.ts'
import { revokeSession } from './routes/revoke-session.ts'
import { showSecondFactor } from './routes/show-second-factor.ts'
import { signInWithOidc } from './routes/sign-in-with-oidc.ts'
import { signInWithPassword } from './routes/sign-in-with-password.ts'
import { signOut } from './routes/sign-out.ts'
import type { SignInRoute } from './sign-in-route.ts'

/** Anybody may ask these: they prove with a password, a code or a link who they are. */
export const openRoutes: readonly SignInRoute[] = [
  getSession,
  signInWithPassword,
  showSecondFactor,
  signInWithOidc,
  comeBackFromOidc,
  getInvitation,
  acceptInvitationRoute,
  getRecovery,
  acceptRecovery,
  signOut,
]

/** Only who is signed in, about themselves. */
export const ownRoutes: readonly SignInRoute[] = [
  listSessions,
  revokeSession,
  revokeOtherSessions,
  changePassword,
  enrolSecondFactor,
  confirmSecondFactor,
  makeBackupCodes,
]
