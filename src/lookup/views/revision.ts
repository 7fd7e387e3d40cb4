/** What an answer says of the published revision of a listing or guidance. */
import { z } from 'zod'
import { instantView } from './instant.ts'

export const revisionView = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
  .meta({ description: 'Number of the published revision. It grows with every revision that is written.' })

export const publishedAtView = instantView.meta({ description: 'When this revision was published.' })
