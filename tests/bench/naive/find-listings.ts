import type { PrismaClient } from '../../../src/db/generated/client.ts'
import type { ListingContent } from '../../../src/help/listing-content.ts'

type Wanted = { country?: string; kind?: string; audience?: string; q?: string; take: number }

/** Asks the database for published listings that fit, worldwide ones among them when a country is asked, in the order of their slugs. */
export async function findListings(prisma: PrismaClient, { country, kind, audience, q, take }: Wanted) {
  const holds = (field: string, value: string) => ({ content: { path: [field], array_contains: [value] } })
  const rows = await prisma.listing.findMany({
    where: {
      state: 'published',
      publishedRevision: {
        AND: [
          ...(country === undefined ? [] : [{ OR: [holds('countries', country), { content: { path: ['worldwide'], equals: true } }] }]),
          ...(kind === undefined ? [] : [{ content: { path: ['kind'], equals: kind } }]),
          ...(audience === undefined ? [] : [{ OR: [holds('audiences', audience), { content: { path: ['audiences'], equals: [] } }] }]),
          ...(q === undefined ? [] : [{ content: { path: ['officialName', 'text'], string_contains: q, mode: 'insensitive' as const } }]),
        ],
      },
    },
    include: { publishedRevision: true, organisation: true, verifications: { orderBy: { checkedAt: 'desc' }, take: 1 } },
    orderBy: { slug: 'asc' },
    take,
  })
  return rows.map(({ publishedRevision, ...listing }) => ({ ...listing, content: publishedRevision?.content as unknown as ListingContent }))
}
