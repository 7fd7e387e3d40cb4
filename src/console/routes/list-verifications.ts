import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { thingField } from '../../directory/life/fields.ts'
import { readLiving } from '../../directory/life/read-living.ts'
import { readNames } from '../../directory/read-names.ts'
import { listVerifications } from '../../directory/verification/list-verifications.ts'
import { readTrust } from '../../directory/verification/read-trust.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { placeTime } from '../place-fields.ts'
import { queryRoute } from '../query-route.ts'
import { trustView, verificationRecordView, viewTrust, viewVerificationRecord } from '../views/verification-view.ts'

const verificationsView = z
  .object({
    trust: trustView.nullable().meta({ description: 'How the listing stands now; null while it is not public.' }),
    verifications: z.array(verificationRecordView).meta({ description: 'The last check first.' }),
    nextCursor: nextCursorView,
  })
  .meta({ id: 'VerificationPage', description: 'The checks of a listing.' })

const place = z.tuple([placeTime, z.uuid()])

export const listVerificationsRoute = queryRoute({
  url: '/v1/console/listings/:id/verifications',
  operationId: 'listVerifications',
  tag: 'Verification',
  summary: 'List the checks of a listing, the last first, and how far it can be trusted now.',
  description:
    '`trust` says until when the public sees the listing unless somebody checks it. Checks of contacts that have changed ' +
    'since do not count any more.',
  operation: 'listing.read',
  path: z.object({ id: thingField }),
  query: z.object(pageFields),
  answer: { description: 'One page of checks.', schema: verificationsView },
  async run({ transaction, actor, settings, now }, { path: { id }, query: { limit, cursor } }) {
    const living = await readLiving(transaction, 'listing', id)
    if (living === null) throw noSuchThing()
    authorise(actor, 'listing.read', living)
    const filters = { listing: living.id }
    const found = await listVerifications(transaction, living.id, { after: placeAfter(cursor, filters, place), limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, (record) => [record.checkedAt.getTime(), record.id])
    const names = await readNames(transaction, page.map(({ checkedBy }) => checkedBy))
    const trust = await readTrust(transaction, living.id, settings, now)
    const body = {
      trust: trust === null ? null : viewTrust(trust),
      verifications: page.map((record) => viewVerificationRecord(record, names)),
      nextCursor,
    }
    return { body, tag: null }
  },
})
