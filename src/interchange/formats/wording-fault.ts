import type { ContentFinding } from '../../help/wording/wording-finding.ts'
import type { RowFault } from './row-fault.ts'

/** A fault whose place is a path in the content; the row may keep the text elsewhere. */
export type WordingFault = Omit<RowFault, 'field'> & { path: (string | number)[] }

/** What becomes of a text with words that break a rule: a warning leaves it as it is. */
export function wordingFault(finding: ContentFinding, ofErrors: 'row_refused' | 'part_left_out'): WordingFault {
  const { pointer, severity, found, rule, reason, suggestion, instead } = finding
  const words = instead === null ? '' : ` (“${instead}”)`
  return {
    path: pointer
      .split('/')
      .slice(1)
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    reason: `“${found}” breaks the rule ${rule}. ${reason} ${suggestion}${words}`,
    effect: severity === 'error' ? ofErrors : 'warned',
  }
}
