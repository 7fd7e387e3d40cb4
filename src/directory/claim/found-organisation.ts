import { Prisma } from '../../db/generated/client.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { CommandContext } from '../command.ts'
import { readLiving } from '../life/read-living.ts'
import { giveListing } from '../listing/give-listing.ts'
import { addOrganisations } from '../organisation/add-organisations.ts'
import { chooseOrganisationSlug } from '../organisation/choose-organisation-slug.ts'
import { alreadyThere } from '../organisation/create-organisation.ts'
import type { Claim } from './claim.ts'
import { ownDomain } from './own-domain.ts'

/** Makes the organisation that runs a listing of which nobody knew who does, and gives the listing to it. */
export async function foundOrganisation(
  { transaction, now }: CommandContext,
  { listing, email }: Pick<Claim, 'listing' | 'email'>,
  name: string,
): Promise<{ id: string; name: string }> {
  const living = listing === null ? null : await readLiving(transaction, 'listing', listing.id, 'lock')
  if (living === null || living.state === 'retired' || living.organisationId !== null) {
    throw new ProblemError('wrong_state', 'The listing has an organisation meanwhile, or is retired.')
  }
  const { countries = [], channels = [] } = living.last.content as { countries?: string[]; channels?: { value: string }[] }
  const [only = null, other] = countries
  const country = other === undefined ? only : null
  const [id = ''] = newIds(now, 1)
  const taken = new Set((await transaction.organisation.findMany({ select: { slug: true } })).map(({ slug }) => slug))
  const page = channels.find(({ value }) => value.startsWith('https://') && ownDomain(value) === ownDomain(email))
  try {
    const slug = chooseOrganisationSlug(name, country, taken)
    await addOrganisations(transaction, [{ id, slug, name, country, url: page === undefined ? null : `${new URL(page.value).origin}/` }], now)
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw alreadyThere(error)
    throw error
  }
  await giveListing(transaction, living, id, now)
  return { id, name }
}
