import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { thingField } from '../../directory/life/fields.ts'
import type { Noun } from '../../directory/life/living.ts'
import { readLiving } from '../../directory/life/read-living.ts'
import { queryRoute } from '../query-route.ts'
import { livingViews, viewLiving } from '../views/living-view.ts'

/** Reads one listing or guidance as its editors see it. */
export const getLiving = (noun: Noun) =>
  queryRoute({
    url: `/v1/console/${noun === 'listing' ? 'listings' : 'guidance'}/:id`,
    operationId: noun === 'listing' ? 'getEditedListing' : 'getEditedGuidance',
    tag: noun === 'listing' ? 'Listings' : 'Guidance',
    summary: `Get a ${noun} as its editors see it: last revision, review, and what you can do with it.`,
    description: 'Its `ETag` is what the operations that change it want as `If-Match`.',
    operation: `${noun}.read`,
    path: z.object({ id: thingField }),
    answer: { description: `The ${noun}.`, schema: livingViews[noun] },
    async run(viewer, { path: { id } }) {
      const living = await readLiving(viewer.transaction, noun, id)
      if (living === null) throw noSuchThing()
      authorise(viewer.actor, `${noun}.read`, living)
      return viewLiving(viewer, living)
    },
  })
