import { ProblemError } from '../../lib/errors.ts'
import type { Session } from '../session/read-session.ts'

/** That whoever has a second factor has shown it in this session. @throws ProblemError `second_factor_required` */
export function requireFactorShown({ secondFactorAt, editor }: { secondFactorAt: Date | null; editor: Pick<Session['editor'], 'twoFactorEnabled'> }): void {
  if (!editor.twoFactorEnabled || secondFactorAt !== null) return
  throw new ProblemError('second_factor_required', 'Send a code of the second factor that you have before you replace it.')
}
