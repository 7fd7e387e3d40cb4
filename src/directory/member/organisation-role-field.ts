import { z } from 'zod'

export const organisationRoleField = z.enum(['manager', 'reviewer', 'editor', 'viewer']).meta({
  description:
    'What somebody may do for an organisation: a viewer reads, an editor writes, a reviewer decides what the public sees, a manager also says who belongs to it.',
})
