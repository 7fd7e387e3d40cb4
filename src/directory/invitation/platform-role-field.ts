import { z } from 'zod'

export const platformRoleField = z
  .enum(['administrator', 'curator'])
  .meta({ description: 'A curator keeps the listings of all organisations; an administrator also says who may do what.' })
