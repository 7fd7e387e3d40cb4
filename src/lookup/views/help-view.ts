import { z } from 'zod'
import { coverages, localeMatches } from '../../help/choice.ts'
import type { HelpChoice } from '../../help/choice.ts'
import { sectionIds } from '../../help/situation-rows.ts'
import { ageBand, audience, emergencyService, kind, readingLevel, situation } from '../../help/vocabulary.ts'
import { instantView, viewInstant, viewInstantOrNull } from './instant.ts'
import { listingView, viewListing } from './listing-view.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'
import { verificationView, viewVerification } from './verification-view.ts'

const guidance = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  body: z.string(),
  steps: z.array(z.string()),
  readingLevel,
  locale: z.string(),
  direction: directionView,
  translation: translationView,
  advice: z
    .array(z.object({ id: z.enum(['trusted_adult', 'app_tools']), title: z.string(), text: z.string().nullable() }))
    .meta({ description: 'What the person can do beside making contact, in the order in which to show it.' }),
})

const emergency = z.object({
  position: z.enum(['first', 'last']).meta({ description: 'Where to show the numbers: above or below everything else.' }),
  title: z.string(),
  note: z.string(),
  numbers: z.array(z.object({ number: z.string(), uri: z.string(), services: z.array(emergencyService) })),
  verification: verificationView.nullable().meta({ description: 'null when no number is known.' }),
})

const section = z.object({
  id: z.enum(sectionIds),
  kind,
  title: z.string(),
  note: z.string().nullable().meta({ description: 'To show under the title.' }),
  listings: z.array(listingView),
})

const menu = z.object({ title: z.string(), situations: z.array(z.object({ id: situation, label: z.string() })) })

export const helpView = z
  .object({
    request: z.object({
      country: z.string(),
      subdivision: z.string().nullable(),
      ageBand,
      audience,
      situation,
      adjusted: situation.nullable().meta({
        description: 'The situation answered instead, when there is none for this situation, audience and age together.',
      }),
    }),
    locale: z.string().meta({ description: 'Language of the titles and notes of this answer (BCP 47).' }),
    direction: directionView,
    localeMatch: z
      .enum(localeMatches)
      .meta({ description: 'How that language was found for what was asked, from best to worst.' }),
    coverage: z.enum(coverages).meta({
      description:
        'Whether anything of the country itself is here, or only worldwide services, or nothing but the emergency number.',
    }),
    notices: z
      .array(z.object({ id: z.string(), text: z.string() }))
      .meta({ description: 'What the reader must know about the answer as a whole.' }),
    guidance: guidance.nullable(),
    emergency,
    sections: z.array(section).meta({ description: 'In the order in which to show them.' }),
    menu: menu.nullable().meta({ description: 'Situations to choose from when none was named.' }),
    leftOut: z
      .array(z.object({ slug: z.string(), rule: z.string() }))
      .meta({ description: 'With `explain`: the listings considered and not shown, each with the rule that removed it.' }),
    directoryVersion: z.int(),
    computedAt: instantView.meta({ description: 'The instant from which this answer holds; not the time of the request.' }),
    nextChange: instantView.nullable().meta({ description: 'The instant until which it holds when nothing is published.' }),
  })
  .meta({ id: 'HelpAnswer', description: 'The help for one person: guidance, emergency numbers and sections of listings.' })

export function viewHelp(choice: HelpChoice): z.output<typeof helpView> {
  return {
    request: {
      country: choice.request.country,
      subdivision: choice.request.subdivision,
      ageBand: choice.request.ageBand,
      audience: choice.request.audience,
      situation: choice.request.situation,
      adjusted: choice.request.adjusted,
    },
    locale: choice.locale,
    direction: choice.direction,
    localeMatch: choice.localeMatch,
    coverage: choice.coverage,
    notices: choice.notices.map(({ id, text }) => ({ id, text })),
    guidance: viewGuidance(choice.guidance),
    emergency: {
      position: choice.emergency.position,
      title: choice.emergency.title,
      note: choice.emergency.note,
      numbers: choice.emergency.numbers.map(({ number, uri, services }) => ({ number, uri, services: [...services] })),
      verification: choice.emergency.verification === null ? null : viewVerification(choice.emergency.verification),
    },
    sections: choice.sections.map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      title: entry.title,
      note: entry.note,
      listings: entry.listings.map(viewListing),
    })),
    menu:
      choice.menu === null
        ? null
        : { title: choice.menu.title, situations: choice.menu.situations.map(({ id, label }) => ({ id, label })) },
    leftOut: choice.leftOut.map(({ slug, rule }) => ({ slug, rule })),
    directoryVersion: choice.directoryVersion,
    computedAt: viewInstant(choice.computedAt),
    nextChange: viewInstantOrNull(choice.nextChange),
  }
}

function viewGuidance(chosen: HelpChoice['guidance']): z.output<typeof guidance> | null {
  if (chosen === null) return null
  return {
    id: chosen.id,
    slug: chosen.slug,
    title: chosen.title,
    body: chosen.body,
    steps: [...chosen.steps],
    readingLevel: chosen.readingLevel,
    locale: chosen.locale,
    direction: chosen.direction,
    translation: viewTranslation(chosen),
    advice: chosen.advice.map(({ id, title, text }) => ({ id, title, text })),
  }
}
