import { z } from 'zod'
import { toCountryCode } from '../help/places.ts'

/** A country that somebody filters by. */
export const countryField = z
  .string()
  .min(1)
  .meta({ examples: ['FI'] })
  .transform((text, context) => {
    const code = toCountryCode(text)
    if (code !== null) return code
    context.addIssue({ code: 'custom', message: 'is not an ISO 3166-1 alpha-2 code, such as FI', params: { fault: 'unknown_value' } })
    return z.NEVER
  })
  .meta({ description: 'ISO 3166-1 alpha-2 in any case; also UK and EL for GB and GR, and XK for Kosovo.' })
