import { z } from 'zod'
import type { Verification } from '../../help/choice.ts'
import { verificationStatus } from '../../help/vocabulary.ts'
import { instantView, viewInstantOrNull } from './instant.ts'

export const verificationView = z
  .object({ status: verificationStatus, verifiedAt: instantView.nullable(), nextDue: instantView.nullable() })
  .meta({
    id: 'Verification',
    description: 'When somebody last checked that it works. `unverified`: from public sources, nobody has checked yet.',
  })

export function viewVerification({ status, verifiedAt, nextDue }: Verification): z.output<typeof verificationView> {
  return { status, verifiedAt: viewInstantOrNull(verifiedAt), nextDue: viewInstantOrNull(nextDue) }
}
