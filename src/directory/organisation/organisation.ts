import type { Subject } from '../command.ts'

/** Who runs services, as editors know it. */
export type Organisation = Subject & {
  id: string
  organisationId: string
  slug: string
  name: string
  country: string | null
  url: string | null
  contactEmail: string | null
  edits: number
  createdAt: Date
  updatedAt: Date
  tag: string
}
