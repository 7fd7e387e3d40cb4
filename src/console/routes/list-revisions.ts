import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { thingField } from '../../directory/life/fields.ts'
import type { Noun } from '../../directory/life/living.ts'
import { readHistory } from '../../directory/life/read-history.ts'
import { readLiving } from '../../directory/life/read-living.ts'
import { readNames } from '../../directory/read-names.ts'
import { queryRoute } from '../query-route.ts'
import { actorView, timeView, viewActor } from '../views/shared-views.ts'

const historyView = z
  .object({
    revisions: z.array(z.object({ number: z.int(), author: actorView, note: z.string().nullable(), createdAt: timeView, published: z.boolean() })),
  })
  .meta({ id: 'History', description: 'Who wrote what, when and why, the last first.' })

/** The history of one listing or guidance. */
export const listRevisions = (noun: Noun) =>
  queryRoute({
    url: `/v1/console/${noun === 'listing' ? 'listings' : 'guidance'}/:id/revisions`,
    operationId: noun === 'listing' ? 'listListingRevisions' : 'listGuidanceRevisions',
    tag: noun === 'listing' ? 'Listings' : 'Guidance',
    summary: `List the revisions of a ${noun}: who wrote each, when and why.`,
    description:
      'The last first. Revisions are never changed and never deleted, so that this is the whole history; `published` marks the one ' +
      'that the public sees, or saw last.',
    operation: `${noun}.read`,
    path: z.object({ id: thingField }),
    answer: { description: 'The history.', schema: historyView },
    async run({ transaction, actor }, { path: { id } }) {
      const living = await readLiving(transaction, noun, id)
      if (living === null) throw noSuchThing()
      authorise(actor, `${noun}.read`, living)
      const revisions = await readHistory(transaction, living)
      const names = await readNames(transaction, revisions.map(({ author }) => author))
      const body = revisions.map(({ number, author, note, createdAt }) => ({
        number,
        author: viewActor(author, names),
        note,
        createdAt: createdAt.toISOString(),
        published: number === living.published?.number,
      }))
      return { body: { revisions: body }, tag: living.tag }
    },
  })
