import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { diffContent } from '../../directory/life/diff-content.ts'
import { thingField } from '../../directory/life/fields.ts'
import type { Noun } from '../../directory/life/living.ts'
import { readLiving } from '../../directory/life/read-living.ts'
import { readRevision } from '../../directory/life/read-revision.ts'
import { readNames } from '../../directory/read-names.ts'
import { queryRoute } from '../query-route.ts'
import { fieldChangeView } from '../views/changed-view.ts'
import { actorView, timeView, viewActor } from '../views/shared-views.ts'

const revisionView = z
  .object({
    number: z.int(),
    author: actorView,
    note: z.string().nullable(),
    createdAt: timeView,
    content: z.unknown(),
    changes: z.array(fieldChangeView).meta({ description: 'What leads here from the revision that `since` names, or from the one before.' }),
  })
  .meta({ id: 'Revision', description: 'The content at one time.' })

/** One revision, and what it changed. */
export const getRevision = (noun: Noun) =>
  queryRoute({
    url: `/v1/console/${noun === 'listing' ? 'listings' : 'guidance'}/:id/revisions/:number`,
    operationId: noun === 'listing' ? 'getListingRevision' : 'getGuidanceRevision',
    tag: noun === 'listing' ? 'Listings' : 'Guidance',
    summary: `Get one revision of a ${noun}, and what it changed field by field.`,
    description: '`changes` leads here from the revision before, or from the one that `since` names: what a reviewer has to look at.',
    operation: `${noun}.read`,
    path: z.object({ id: thingField, number: z.string().regex(/^[1-9]\d{0,8}$/).meta({ description: 'The number of the revision.', examples: ['2'] }) }),
    query: z.object({ since: z.int().min(1).optional().meta({ description: 'The revision to compare with.', examples: [1] }) }),
    answer: { description: 'The revision.', schema: revisionView },
    async run({ transaction, actor }, { path: { id, number }, query: { since } }) {
      const living = await readLiving(transaction, noun, id)
      if (living === null) throw noSuchThing()
      authorise(actor, `${noun}.read`, living)
      const revision = await readRevision(transaction, living, Number(number))
      const other = since ?? Number(number) - 1
      const before = other < 1 ? null : await readRevision(transaction, living, other)
      if (revision === null || (since !== undefined && before === null)) throw noSuchThing()
      const { author, note, createdAt, content } = revision
      const names = await readNames(transaction, [author])
      const changes = diffContent(before?.content ?? {}, content)
      return {
        body: { number: revision.number, author: viewActor(author, names), note, createdAt: createdAt.toISOString(), content, changes },
        tag: living.tag,
      }
    },
  })
