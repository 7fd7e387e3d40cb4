import type { ContentFinding } from '../../help/wording/wording-finding.ts'
import type { PublicationFinding, PublicationFindings } from './finding.ts'

/** What the wording rules say of texts, as findings of a publication. */
export function wordingFindings(found: readonly ContentFinding[]): PublicationFindings {
  const of = (severity: ContentFinding['severity']) => found.filter((finding) => finding.severity === severity).map(asFinding)
  return { faults: of('error'), warnings: of('warning') }
}

function asFinding({ pointer, rule, found, reason, suggestion, instead, source }: ContentFinding): PublicationFinding {
  const words = instead === null ? suggestion : `${suggestion} Such as: ${instead}.`
  return { pointer, code: `wording_${rule}`, detail: `“${found}”: ${reason} ${words} (${source})` }
}
