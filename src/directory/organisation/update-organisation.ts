import { z } from 'zod'
import { Prisma } from '../../db/generated/client.ts'
import { takeDirectoryVersion } from '../../db/take-directory-version.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext, Done } from '../command.ts'
import { defineCommand } from '../command.ts'
import { thingField } from '../life/fields.ts'
import { stampListings } from '../listing/stamp-listings.ts'
import { mayDo } from '../permissions.ts'
import { contactsIn } from '../publication/contacts-in.ts'
import { ownerOf } from '../publication/owner-of.ts'
import { alreadyThere } from './create-organisation.ts'
import { findListingsShown } from './find-listings-shown.ts'
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
    await requireTrusted(context, before, after)
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
 * Whoever took over the account of a manager could send all who need help to a site or a telephone of their own, with one change that nobody
 * reviews: another domain than the one that the public knows, and a name with a contact in it, are for curators.
 */
async function requireTrusted({ transaction, actor, settings }: CommandContext, before: Organisation, after: Facts): Promise<void> {
  if (!settings.fourEyes || mayDo(actor, 'organisation.create', { organisationId: null })) return
  const [known, next] = [before.url, after.url].map((url) => (url === null ? null : ownerOf({ type: 'website', value: url })))
  const isOtherDomain = after.url !== null && after.url !== before.url && (next === null || next !== known)
  const hasContact = after.name !== before.name && contactsIn(after.name).some((contact) => contact !== known)
  if (!isOtherDomain && !hasContact) return
  const live = await transaction.listing.findFirst({ where: { organisationId: before.id, state: { in: ['published', 'suspended'] } }, select: { id: true } })
  if (live === null) return
  const faults = [
    ...(isOtherDomain ? [{ pointer: '/url', detail: 'The public sees this address with your listings: a curator changes it to another domain.' }] : []),
    ...(hasContact ? [{ pointer: '/name', detail: 'The public sees this name with your listings: a curator gives it a number or an address.' }] : []),
  ].map((fault) => ({ ...fault, code: 'conflict' as const }))
  throw new ProblemError('not_allowed', faults.map(({ detail }) => detail).join(' '), { faults })
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
