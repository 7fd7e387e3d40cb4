import { z } from 'zod'
import { readNames } from '../../directory/read-names.ts'
import { readTrust } from '../../directory/verification/read-trust.ts'
import { recordVerification } from '../../directory/verification/record-verification.ts'
import { commandRoute } from '../command-route.ts'
import { trustView, verificationRecordView, viewTrust, viewVerificationRecord } from '../views/verification-view.ts'

const recordedView = z
  .object({
    verification: verificationRecordView,
    trust: trustView.nullable().meta({ description: 'How the listing stands now; null while it is not public.' }),
  })
  .meta({ id: 'RecordedVerification', description: 'The check, and what it means for the listing.' })

export const recordVerificationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/listings/:id/verifications',
  operationId: 'recordVerification',
  tag: 'Verification',
  summary: 'Write down that you checked a published listing and found it right.',
  description:
    'The answers of `checklist` belong to the method, and all must be true: whatever was found wrong is answered with 422 and leaves ' +
    'the listing as far trusted as it was. A check counts only while the public sees no contact that it did not look at.',
  command: recordVerification,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The check, and how the listing stands now.', schema: recordedView },
  async view({ transaction, settings, now }, record) {
    const names = await readNames(transaction, [record.checkedBy])
    const trust = await readTrust(transaction, record.listingId, settings, now)
    return { body: { verification: viewVerificationRecord(record, names), trust: trust === null ? null : viewTrust(trust) }, tag: null }
  },
  problems: ['wrong_state', 'not_verified'],
  extensions: {
    not_verified: { suggested: z.array(z.string()).meta({ description: 'What you can do about it: operations as in `abilities`, such as `listing.suspend`.' }) },
  },
})
