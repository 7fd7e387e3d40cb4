import { z } from 'zod'
import { questions } from '../../directory/verification/checklists.ts'
import type { ListingTrust } from '../../directory/verification/read-trust.ts'
import type { VerificationRecord } from '../../directory/verification/record-verification.ts'
import { verificationStatus } from '../../help/vocabulary.ts'
import { actorView, timeView, viewActor } from './shared-views.ts'

export const verificationRecordView = z
  .object({
    id: z.uuid(),
    method: z.enum(['dialled', 'official_page', 'provider_confirmed']),
    checkedAt: timeView,
    checkedBy: actorView,
    evidence: z.string(),
    checklist: z.partialRecord(z.enum(questions), z.boolean()),
    revision: z.int().nullable().meta({ description: 'The revision that was checked; null for what an import wrote down.' }),
    createdAt: timeView,
  })
  .meta({ id: 'VerificationRecord', description: 'That somebody checked a listing, and how.' })

export const trustView = z
  .object({
    status: verificationStatus,
    served: z.boolean().meta({ description: 'Whether the public sees it at this moment.' }),
    verifiedAt: timeView.nullable().meta({ description: 'The last check that counts for the contacts that the public sees.' }),
    nextDue: timeView.nullable(),
    servedUntil: timeView.nullable().meta({ description: 'When the public sees it no more unless somebody checks it before; null for never.' }),
  })
  .meta({ id: 'ListingTrust', description: 'How far the public can trust a listing, and until when it is shown.' })

export function viewVerificationRecord(record: VerificationRecord, names: ReadonlyMap<string, string>): z.output<typeof verificationRecordView> {
  return {
    id: record.id,
    method: record.method,
    checkedAt: record.checkedAt.toISOString(),
    checkedBy: viewActor(record.checkedBy, names),
    evidence: record.evidence,
    checklist: record.checklist,
    revision: record.revision,
    createdAt: record.createdAt.toISOString(),
  }
}

export function viewTrust(trust: ListingTrust): z.output<typeof trustView> {
  return {
    status: trust.status,
    served: trust.mayBeServed,
    verifiedAt: trust.verifiedAt?.toISOString() ?? null,
    nextDue: trust.nextDue?.toISOString() ?? null,
    servedUntil: trust.servedUntil?.toISOString() ?? null,
  }
}
