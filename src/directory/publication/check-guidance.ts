import type { GuidanceContent } from '../../help/guidance-content.ts'
import { lintGuidance } from '../../help/wording/lint-guidance.ts'
import { checkMarkup } from './check-markup.ts'
import type { PublicationFindings } from './finding.ts'
import { wordingFindings } from './wording-findings.ts'

/** What keeps a guidance from being published beyond its form, which its schema checks. */
export function checkGuidance(content: GuidanceContent): PublicationFindings {
  const wording = wordingFindings(lintGuidance(content))
  const unread = content.texts.some(({ reviewed }) => reviewed)
    ? []
    : [{ pointer: '/texts', code: 'no_reviewed_text', detail: 'no text has been reviewed by a person; at least one must be' }]
  return { faults: [...wording.faults, ...checkMarkup(content), ...unread], warnings: wording.warnings }
}
