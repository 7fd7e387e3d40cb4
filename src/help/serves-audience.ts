import { isMinorBand } from './age.ts'
import type { PublicListingContent } from './listing-content.ts'
import type { AgeBand, Audience } from './vocabulary.ts'

/**
 * Whether a listing is for the asker. Reporting hotlines and police take reports from anyone. Support lines go by who
 * needs to talk: a minor who worries about their own behaviour calls a child's line, an adult an adult's.
 * A listing without audiences serves all.
 */
export function servesAudience({ kind, audiences }: Pick<PublicListingContent, 'kind' | 'audiences'>, audience: Audience, band: AgeBand): boolean {
  if (kind === 'reporting_hotline' || kind === 'police_report' || kind === 'emergency_service') return true
  if (audiences.length === 0) return true
  return audiences.includes(kind === 'support_line' ? lineFor(audience, band) : audience)
}

function lineFor(audience: Audience, band: AgeBand): Audience {
  if (audience !== 'concerned_self') return audience
  return isMinorBand(band) ? 'child' : 'adult'
}
