import { z } from 'zod'
import { organisationFacts } from '../../help/organisation-facts.ts'
import { toCountryCode } from '../../help/places.ts'
import { checkMarkup } from '../publication/check-markup.ts'

/** What editors say about who runs services. */
export const organisationFields = {
  name: organisationFacts.shape.name
    .refine((name) => !/:\/\/|\bwww\./i.test(name), { message: 'has a web address in it' })
    .refine((name) => checkMarkup(name).length === 0, { message: 'looks like HTML or Markdown; write plain text' })
    .meta({ description: 'As it calls itself. The public sees it with each listing.', examples: ['Example Child Helpline'] }),
  country: z
    .string()
    .refine((code) => toCountryCode(code) === code, { message: 'is not an ISO 3166-1 country code' })
    .nullable()
    .meta({ description: 'ISO 3166-1 alpha-2; null for one that serves several countries or the whole world.', examples: ['FI'] }),
  url: organisationFacts.shape.url.meta({ description: 'Its web address. The public sees it with each listing.', examples: ['https://www.example.org/'] }),
  contactEmail: z
    .email()
    .max(254)
    .nullable()
    .meta({ description: 'Where reminders go. Never public.', examples: ['contact@example.org'] }),
}
