import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { PublishedDirectory, PublishedListing } from '../../src/help/directory.ts'
import { conformanceFolder } from './read-case-files.ts'

const instant = z.iso.datetime().transform((text) => new Date(text))

const listing = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  revision: z.int().min(1),
  organisation: z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string(), url: z.string().nullable() }).nullable(),
  publishedAt: instant,
  importedAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  content: z.custom<PublishedListing['content']>((value) => typeof value === 'object'),
})

const directory = z.strictObject({
  version: z.int(),
  changedAt: instant,
  listings: z.array(listing),
  guidance: z.array(
    z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      revision: z.int().min(1),
      publishedAt: instant,
      content: z.custom<PublishedDirectory['guidance'][number]['content']>((value) => typeof value === 'object'),
    }),
  ),
  labelSets: z.array(z.custom<PublishedDirectory['labelSets'][number]>((value) => typeof value === 'object')),
})

const withheld = z.array(z.strictObject({ state: z.enum(['draft', 'in_review', 'suspended', 'retired']), listing }))
export type Withheld = z.output<typeof withheld>[number]

const read = (name: string): unknown => JSON.parse(readFileSync(path.join(conformanceFolder, name), 'utf8'))

/** The directory that every conformance case is about. */
export function fictionalDirectory(): PublishedDirectory {
  return directory.parse(read('directory.json'))
}

/** Listings that stand in the database and must never leave it. */
export function withheldListings(): Withheld[] {
  return withheld.parse(read('withheld.json'))
}
