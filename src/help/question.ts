/** The question for help as the pure functions read it, and the rules by which what a caller left out is filled in. */
import { isMinorBand } from './age.ts'
import { countryOfSubdivision } from './places.ts'
import { audiencesOfSituation } from './situation-rows.ts'
import type { AgeBand, Audience, ChannelType, Community, Situation, Topic } from './vocabulary.ts'

export type HelpQuestion = {
  /** ISO 3166-1: where the person is now. */
  country: string
  /** ISO 3166-2, or null when not asked. */
  subdivision: string | null
  /** Language tags in order of preference; empty when nobody said. */
  locales: readonly string[]
  ageBand: AgeBand
  audience: Audience
  situation: Situation
  /** These three rank and never remove. */
  topics: readonly Topic[]
  channels: readonly ChannelType[]
  communities: readonly Community[]
  /** Lowers the limit of each section; never raises it. */
  limit: number | null
  /** Adds what was left out, and by which rule. */
  explain: boolean
}

/** What a caller may leave out. */
export type HelpRequest = Omit<HelpQuestion, 'audience'> & { audience: Audience | null }

export type QuestionFault = { parameter: string; code: string; detail: string }

/**
 * Fills in the audience and finds impossible combinations, all at once.
 * An audience nobody named is the situation's only one where the age allows it, else adult for 18-plus and child for all others.
 */
export function resolveQuestion(request: HelpRequest): { question: HelpQuestion } | { faults: QuestionFault[] } {
  const audience = request.audience ?? inferAudience(request.situation, request.ageBand)
  const faults: QuestionFault[] = []
  if (isImpossible(audience, request.ageBand)) {
    const detail =
      audience === 'child'
        ? 'a child is under 18: send audience=adult, or an age band below 18-plus'
        : 'an adult is 18 or older: send audience=child, or ageBand=18-plus'
    faults.push({ parameter: 'audience', code: 'impossible_combination', detail })
  }
  if (request.subdivision !== null && countryOfSubdivision(request.subdivision) !== request.country) {
    faults.push({ parameter: 'subdivision', code: 'impossible_combination', detail: 'lies in another country than the one asked for' })
  }
  return faults.length > 0 ? { faults } : { question: { ...request, audience } }
}

function inferAudience(situation: Situation, band: AgeBand): Audience {
  const [only, ...others] = audiencesOfSituation(situation)
  if (only !== undefined && others.length === 0 && !isImpossible(only, band)) return only
  return band === '18-plus' ? 'adult' : 'child'
}

function isImpossible(audience: Audience, band: AgeBand): boolean {
  return (audience === 'child' && band === '18-plus') || (audience === 'adult' && isMinorBand(band))
}
