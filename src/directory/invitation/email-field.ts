import { z } from 'zod'

/** An address as accounts are known by: in small letters. */
export const emailField = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase())
  .meta({ description: 'Where the link goes. Whoever accepts signs in with this address.', examples: ['editor@example.org'] })
