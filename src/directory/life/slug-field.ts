import { z } from 'zod'

/** A wish for the readable name of something new. */
export const slugField = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not in small basic Latin letters and digits with hyphens between')
  .nullable()
  .default(null)
  .meta({ description: 'The readable name, which never changes; made from the title when left out.', examples: ['fi-example-helpline'] })
