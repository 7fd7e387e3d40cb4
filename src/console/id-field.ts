import { z } from 'zod'

/** In the path of a query: what is no id names nothing, as an id does that nobody has. */
export const idField = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, 'is no id').meta({ description: 'The id.', examples: ['0199d4a2-6f00-7000-8000-000000000001'] })
