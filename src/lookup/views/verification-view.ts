import { z } from 'zod'
import type { Verification } from '../../help/choice.ts'
import { verificationStatus } from '../../help/vocabulary.ts'
import { instantView, viewInstantOrNull } from './instant.ts'

export const verificationView = z
  .object({
    status: verificationStatus.meta({ description: 'How far the facts can be trusted now.' }),
    verifiedAt: instantView.nullable().meta({ description: 'When somebody last checked; null when nobody has yet.' }),
    nextDue: instantView.nullable().meta({ description: 'When the next check is due; null while there was no first one.' }),
  })
  .meta({
    id: 'Verification',
    description: 'When somebody last checked that it works. `unverified`: from public sources, nobody has checked yet.',
  })

export function viewVerification({ status, verifiedAt, nextDue }: Verification): z.output<typeof verificationView> {
  return { status, verifiedAt: viewInstantOrNull(verifiedAt), nextDue: viewInstantOrNull(nextDue) }
}
