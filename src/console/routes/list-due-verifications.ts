import { z } from 'zod'
import { abilitiesWith } from '../../directory/life/abilities.ts'
import { readStandings } from '../../directory/life/read-standings.ts'
import { reachOf } from '../../directory/reach.ts'
import { dueStages, listDueVerifications, soonDays } from '../../directory/verification/list-due-verifications.ts'
import { kind, verificationStatus } from '../../help/vocabulary.ts'
import { countryField } from '../country-field.ts'
import { organisationField } from '../list-fields.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { placeNumber, placeTime } from '../place-fields.ts'
import { queryRoute } from '../query-route.ts'
import { abilitiesView, timeView } from '../views/shared-views.ts'
import { organisationRef, viewOrganisationRef } from '../views/summary-views.ts'

const dueView = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    kind,
    countries: z.array(z.string()).meta({ description: 'Empty for a worldwide service.' }),
    organisation: organisationRef.nullable(),
    revision: z.int().meta({ description: 'The published one, which is the one to check.' }),
    status: verificationStatus,
    served: z.boolean().meta({ description: 'Whether the public sees it at this moment.' }),
    verifiedAt: timeView.nullable(),
    dueAt: timeView.meta({ description: 'Since when, or from when, it should be checked.' }),
    hiddenAt: timeView.nullable().meta({ description: 'When the public sees it no more; null for what is never hidden.' }),
    problems: z.int().meta({ description: 'How often something was reported that nobody has looked at yet.' }),
    abilities: abilitiesView,
  })
  .meta({ id: 'DueVerification', description: 'A published listing that somebody should check.' })

const queueView = z
  .object({ listings: z.array(dueView).meta({ description: 'Those first whose silence would harm most.' }), nextCursor: nextCursorView })
  .meta({ id: 'DueVerificationPage', description: 'The queue of checks.' })

/** The instant by which the list was made, and what it is ordered by. */
const place = z.tuple([placeTime, placeNumber, placeNumber, placeNumber, placeNumber, placeNumber, z.uuid()])

export const listDueVerificationsRoute = queryRoute({
  url: '/v1/console/verifications/due',
  operationId: 'listDueVerifications',
  tag: 'Verification',
  summary: 'List what should be checked, the most urgent first.',
  description:
    'First what the public cannot see any more, then by the day on which it would be hidden; emergency and support lines before ' +
    'others, services of many countries before those of one, and those with most problems reported.',
  operation: 'listing.read',
  query: z.object({
    organisation: organisationField,
    country: countryField.optional(),
    kind: kind.optional().meta({ description: 'What it is for.', examples: ['support_line'] }),
    stage: z
      .enum(dueStages)
      .optional()
      .meta({
        description: `\`soon\`: verified, and due within ${soonDays} days. \`unverified\`: nobody has checked it yet. Without it all of them.`,
        examples: ['overdue'],
      }),
    ...pageFields,
  }),
  answer: { description: 'One page of the queue.', schema: queueView },
  async run({ transaction, actor, settings, now }, { query: { limit, cursor, ...filters } }) {
    const reach = reachOf(actor, 'listing.read')
    const after = placeAfter(cursor, filters, place)
    // All pages of a list are judged by one instant.
    const at = after === null ? now : new Date(after[0])
    const [, ...rank] = after ?? [0, 0, 0, 0, 0, 0, '']
    const found = await listDueVerifications(transaction, { reach, filters, settings, now: at, after: after === null ? null : rank, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, (entry) => [at.getTime(), ...entry.rank])
    const abilities = await abilitiesWith(transaction, actor, await readStandings(transaction, 'listing', page.map(({ id }) => id)), settings)
    const listings = page.map((entry): z.output<typeof dueView> => ({
      id: entry.id,
      slug: entry.slug,
      title: entry.title,
      kind: entry.kind,
      countries: entry.countries,
      organisation: viewOrganisationRef(entry.organisationId, entry.organisationName),
      revision: entry.revision,
      status: entry.status,
      served: entry.isServed,
      verifiedAt: entry.verifiedAt?.toISOString() ?? null,
      dueAt: entry.dueAt.toISOString(),
      hiddenAt: entry.hiddenAt?.toISOString() ?? null,
      problems: entry.problems,
      abilities: abilities.get(entry.id) ?? [],
    }))
    return { body: { listings, nextCursor }, tag: null }
  },
})
