import type { PrismaClient } from '../../../src/db/generated/client.ts'
import type { GuidanceContent } from '../../../src/help/guidance-content.ts'

/** The published guidance for a situation, in the language asked for or in English. */
export async function findGuidance(prisma: PrismaClient, situation: string, audience: string, locale: string) {
  const row = await prisma.guidance.findFirst({
    where: {
      state: 'published',
      publishedRevision: {
        AND: [{ content: { path: ['situation'], equals: situation } }, { content: { path: ['audience'], equals: audience } }],
      },
    },
    include: { publishedRevision: true },
  })
  const content = row?.publishedRevision?.content as unknown as GuidanceContent | undefined
  const text = content?.texts.find((entry) => entry.locale === locale) ?? content?.texts.find((entry) => entry.locale === 'en')
  return row === null || text === undefined ? null : { id: row.id, ...text.standard, locale: text.locale }
}
