import { z } from 'zod'
import { line } from '../help/plain-text.ts'
import { longestPassword } from './password/password-lengths.ts'

/** An address, as accounts have it: in small letters. */
export const emailField = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email({ error: 'is not an e-mail address' }))
  .meta({ description: 'The e-mail address of the account.', examples: ['maria@example.org'] })

/** A password that somebody has. What it is made of was looked at when it was chosen. */
export const passwordField = z.string().min(1).max(longestPassword).meta({ description: 'The password.' })

export const newPasswordField = z.string().min(1).max(4 * longestPassword).meta({
  description: 'A password of 12 to 128 characters that is hard to guess: several words that do not belong together, for example.',
})

export const tokenField = z.string().min(1).max(200).meta({ description: 'What stands at the end of the link.' })

export const personField = line(200).meta({ description: 'The name that colleagues see.', examples: ['Maria Virtanen'] })

export const codeField = z
  .string()
  .regex(/^(?:\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/, { error: 'is neither six digits nor a backup code such as abcde-FGHIJ' })
  .meta({ description: 'Six digits of the authenticator app, or one of the backup codes.', examples: ['123456'] })
