import { z } from 'zod'
import { Prisma } from '../../db/generated/client.ts'
import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext, Done } from '../command.ts'
import { defineCommand } from '../command.ts'
import { thingField } from '../life/fields.ts'
import { stampListings } from '../listing/stamp-listings.ts'
import { mayDo } from '../permissions.ts'
import { alreadyThere } from './create-organisation.ts'
import { findListingsShown } from './find-listings-shown.ts'
import { isSameDomain } from './is-same-domain.ts'
import { organisationFields } from './organisation-fields.ts'
import type { Organisation } from './organisation.ts'
import { readOrganisation } from './read-organisation.ts'

type Facts = Pick<Organisation, 'name' | 'country' | 'url' | 'contactEmail'>

/**
 * Changes what is said about an organisation. The public sees its name and web address with each of its listings, so that all of them
 * change in one directory version. Both the old and the new contact address are told when it changes.
 */
export const updateOrganisation = defineCommand({
  operation: 'organisation.update',
  input: z.object({
    id: thingField,
    name: organisationFields.name.optional(),
    country: organisationFields.country.optional(),
    url: organisationFields.url.optional(),
    contactEmail: organisationFields.contactEmail.optional(),
  }),
  find: ({ transaction }, { id }) => readOrganisation(transaction, id, 'lock'),
  compare: (_context, { name, country, url, contactEmail }) => Promise.resolve({ current: { name, country, url, contactEmail } }),
  async run(context, { name, country, url, contactEmail }, before): Promise<Done<Organisation>> {
    const { transaction, now } = context
    const { id } = before
    const after: Facts = {
      name: name ?? before.name,
      country: country === undefined ? before.country : country,
      url: url === undefined ? before.url : url,
      contactEmail: contactEmail === undefined ? before.contactEmail : contactEmail,
    }
    await requireTrustedAddress(context, before, after)
    if (after.name !== before.name || after.url !== before.url) await showAnew(context, id)
    try {
      await transaction.organisation.update({ where: { id }, data: { ...after, edits: { increment: 1 }, updatedAt: now } })
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw alreadyThere(error)
      throw error
    }
    if (after.contactEmail !== before.contactEmail) await tellBoth(context, after.name, before.contactEmail, after.contactEmail)
    const result = await readOrganisation(transaction, id)
    if (result === null) throw new Error('The organisation is gone.')
    return { result, audit: { subject: 'organisation', subjectId: id, organisationId: id, before: audited(before), after: { ...audited(after), ...contactChange(before, after) } } }
  },
})

/**
 * Whoever took over the account of a manager could send all who need help to a site of their own, with one change that nobody reviews:
 * another domain than the one that the public knows is for curators.
 */
async function requireTrustedAddress({ transaction, actor, settings }: CommandContext, { id, url: known }: Organisation, { url: next }: Facts): Promise<void> {
  if (!settings.fourEyes || next === null || next === known || (known !== null && isSameDomain(known, next))) return
  if (mayDo(actor, 'organisation.create', { organisationId: null })) return
  const live = await transaction.listing.findFirst({ where: { organisationId: id, state: { in: ['published', 'suspended'] } }, select: { id: true } })
  if (live === null) return
  const detail = 'The public sees this address with your listings: a curator changes it to another domain.'
  throw new ProblemError('not_allowed', detail, { faults: [{ pointer: '/url', code: 'conflict', detail }] })
}

async function showAnew({ transaction, now }: CommandContext, organisationId: string): Promise<void> {
  const shown = await findListingsShown(transaction, [organisationId])
  if (shown.length === 0) return
  const changes = shown.map((subjectId) => ({ subject: 'listing' as const, subjectId, action: 'published' as const }))
  await stampListings(transaction, shown, await takeDirectoryVersion(transaction, changes, now))
}

async function tellBoth({ enqueue }: CommandContext, organisation: string, old: string | null, next: string | null): Promise<void> {
  const tell = (to: string, address: 'old' | 'new') => enqueue('send-mail', { to, template: 'contact_address_changed', data: { organisation, address } })
  if (old !== null) await tell(old, 'old')
  if (next !== null) await tell(next, 'new')
}

function audited({ name, country, url }: Facts) {
  return { name, country, url }
}

/** The address itself may be somebody's own, and the audit is for ever. */
function contactChange(before: Facts, after: Facts) {
  return before.contactEmail === after.contactEmail ? {} : { contactChanged: true, hasContact: after.contactEmail !== null }
}
