import { z } from 'zod'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import { defineCommand, type Done } from '../command.ts'
import { chooseOrganisationSlug } from './choose-organisation-slug.ts'
import { organisationFields } from './organisation-fields.ts'
import type { Organisation } from './organisation.ts'
import { readOrganisation } from './read-organisation.ts'

/** Adds an organisation. It has no members until somebody is invited. */
export const createOrganisation = defineCommand({
  operation: 'organisation.create',
  input: z.object({
    name: organisationFields.name,
    country: organisationFields.country.default(null),
    url: organisationFields.url.default(null),
    contactEmail: organisationFields.contactEmail.default(null),
  }),
  find: () => Promise.resolve({ organisationId: null, tag: null }),
  async run({ transaction, now }, { name, country, url, contactEmail }): Promise<Done<Organisation>> {
    const [id = ''] = newIds(now, 1)
    const slug = chooseOrganisationSlug(name, country, await takenSlugs(transaction))
    try {
      await transaction.organisation.create({ data: { id, slug, name, country, url, contactEmail, createdAt: now, updatedAt: now } })
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw alreadyThere(error)
      throw error
    }
    const result = await readOrganisation(transaction, id)
    if (result === null) throw new Error('The new organisation is gone.')
    return { result, audit: { subject: 'organisation', subjectId: id, organisationId: id, after: { name, country, url, hasContact: contactEmail !== null } } }
  },
})

/** Two of one name in one country would be taken for each other by people, and by imports. */
export function alreadyThere(cause: unknown): ProblemError {
  return new ProblemError('already_exists', 'There is an organisation with this name in this country already.', { cause })
}

async function takenSlugs(transaction: Transaction): Promise<Set<string>> {
  const rows = await transaction.organisation.findMany({ select: { slug: true } })
  return new Set(rows.map(({ slug }) => slug))
}
