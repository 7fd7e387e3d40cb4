import type { HelpChoice } from '../../src/help/choice.ts'
import type { Directory } from '../../src/help/directory.ts'
import type { Known, SeenAnswer } from './violations.ts'

/** A choice as the breach finder reads it. */
export function seeChoice(choice: HelpChoice): SeenAnswer {
  return {
    request: choice.request,
    emergency: { position: choice.emergency.position, numbers: choice.emergency.numbers.map(({ number }) => number) },
    readingLevel: choice.guidance?.readingLevel ?? null,
    firstAdvice: choice.guidance?.advice[0]?.id ?? null,
    sections: choice.sections.map(({ kind, listings }) => ({
      kind,
      listings: listings.map(({ listing: { slug, content }, channels, verification, notes }) => ({
        slug,
        kind: content.kind,
        countries: content.countries,
        worldwide: content.worldwide,
        audiences: content.audiences,
        minAge: content.minAge,
        maxAge: content.maxAge,
        youthPrevention: content.youthPrevention,
        imagesOf: content.imagesOf,
        status: verification.status,
        notes,
        channels: channels.map(({ channel, uri }) => ({
          type: channel.type,
          value: channel.value,
          uri,
          cost: channel.cost,
          needsAccount: channel.needsAccount,
          needsId: channel.needsId,
        })),
      })),
    })),
  }
}

/** What the breach finder must know of a directory beside the answer. */
export function knownOf(directory: Directory, country: string): Known {
  const emergencies = directory.listings.filter(({ content }) => content.kind === 'emergency_service' && content.countries.includes(country))
  const adultPrevention = directory.listings.filter(({ content }) => content.kind === 'prevention_service' && !content.youthPrevention)
  return {
    emergencyNumbers: new Set(emergencies.flatMap(({ content }) => content.channels.map(({ value }) => value))),
    adultPreventionContacts: new Set(adultPrevention.flatMap(({ content }) => content.channels.map(({ value }) => value))),
  }
}
