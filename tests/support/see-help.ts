import type { z } from 'zod'
import type { helpView } from '../../src/lookup/views/help-view.ts'
import type { SeenAnswer } from './violations.ts'

/** The JSON of an answer as the breach finder reads it. */
export function seeHelp(answer: z.output<typeof helpView>): SeenAnswer {
  return {
    request: answer.request,
    emergency: { position: answer.emergency.position, numbers: answer.emergency.numbers.map(({ number }) => number) },
    readingLevel: answer.guidance?.readingLevel ?? null,
    firstAdvice: answer.guidance?.advice[0]?.id ?? null,
    sections: answer.sections.map(({ kind, listings }) => ({
      kind,
      listings: listings.map((listing) => ({ ...listing, status: listing.verification.status })),
    })),
  }
}
