import { z } from 'zod'

/** How far a sign-in is. */
export const progressView = z
  .object({
    signedIn: z.boolean(),
    next: z.enum(['second_factor']).nullable().meta({ description: '`second_factor`: send a code to `/v1/sign-in/second-factor` within ten minutes.' }),
  })
  .meta({ id: 'SignInProgress', description: 'How far a sign-in is.' })

export type Progress = z.output<typeof progressView>

export const signedIn: Progress = { signedIn: true, next: null }
