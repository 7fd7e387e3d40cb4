import { z } from 'zod'
import { coverages, localeMatches } from '../../help/choice.ts'
import type { HelpChoice } from '../../help/choice.ts'
import { ageBand, audience, situation } from '../../help/vocabulary.ts'
import { directoryVersionView } from './directory-version.ts'
import { emergencyView, viewEmergency } from './emergency-view.ts'
import { helpGuidanceView, viewHelpGuidance } from './help-guidance-view.ts'
import { helpSectionView, viewHelpSection } from './help-section-view.ts'
import { instantView, viewInstant, viewInstantOrNull } from './instant.ts'
import { leftOutView, viewLeftOut } from './left-out-view.ts'
import { noticeView, viewNotice } from './notice-view.ts'
import { directionView } from './translation-view.ts'

export const coverageView = z.enum(coverages).meta({
  id: 'Coverage',
  description:
    'Whether anything of the country itself is here (`country`), or only worldwide services, or nothing but the emergency ' +
    'number.',
})

const localeMatch = z.enum(localeMatches).meta({
  id: 'LocaleMatch',
  description: 'How a language was found for what was asked, from best to worst.',
})

const understoodView = z
  .object({
    country: z.string().meta({ description: 'Where the person is: ISO 3166-1 alpha-2; XK for Kosovo.' }),
    subdivision: z.string().nullable().meta({ description: 'The part of the country: ISO 3166-2; null when none was named.' }),
    ageBand: ageBand.meta({
      description: 'The band that was sent, or that the age falls into; `unknown` when neither was sent.',
    }),
    audience: audience.meta({ description: 'Who asks: as sent, or as the situation and the age say.' }),
    situation: situation.meta({ description: 'The situation that was asked; `need_help` when none was.' }),
    adjusted: situation.nullable().meta({
      description:
        'The situation answered instead, when there is none for this situation, audience and age together; null when the one ' +
        'asked is answered.',
    }),
  })
  .meta({ id: 'UnderstoodQuestion', description: 'A question for help, with everything that it left out filled in.' })

const menuItemView = z
  .object({
    id: situation.meta({ description: 'Send it as `situation` when it is chosen.' }),
    label: z.string().meta({ description: 'What to show, in the language of the answer.' }),
  })
  .meta({ id: 'MenuItem', description: 'A situation to choose.' })

const menuView = z
  .object({
    title: z.string().meta({ description: 'The question to show above the situations.' }),
    situations: z.array(menuItemView).meta({ description: 'In the order in which to show them.' }),
  })
  .meta({ id: 'Menu', description: 'Situations to choose from.' })

export const helpView = z
  .object({
    request: understoodView.meta({ description: 'How the question was understood.' }),
    locale: z.string().meta({ description: 'Language of the titles and notes of this answer (BCP 47).' }),
    direction: directionView.meta({ description: 'Writing direction of that language.' }),
    localeMatch: localeMatch.meta({ description: 'How well that language fits what was asked.' }),
    coverage: coverageView.meta({ description: 'What the sections have.' }),
    notices: z.array(noticeView).meta({ description: 'What the reader must know about the answer as a whole. Show them.' }),
    guidance: helpGuidanceView
      .nullable()
      .meta({ description: 'What to show first; null only while the directory has no guidance at all.' }),
    emergency: emergencyView.meta({ description: 'The emergency numbers of the country. Show them always.' }),
    sections: z.array(helpSectionView).meta({ description: 'In the order in which to show them.' }),
    menu: menuView
      .nullable()
      .meta({ description: 'Situations to choose from when none was named, or another was answered; null otherwise.' }),
    leftOut: z.array(leftOutView).meta({
      description: 'With `explain`: the listings considered and not shown, each with the rule that removed it. Empty otherwise.',
    }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    computedAt: instantView.meta({ description: 'The instant from which this answer holds; not the time of the request.' }),
    nextChange: instantView.nullable().meta({
      description: 'The instant until which it holds when nothing is published; null when only a publication changes it.',
    }),
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
    notices: choice.notices.map(viewNotice),
    guidance: choice.guidance === null ? null : viewHelpGuidance(choice.guidance),
    emergency: viewEmergency(choice.emergency),
    sections: choice.sections.map(viewHelpSection),
    menu:
      choice.menu === null
        ? null
        : { title: choice.menu.title, situations: choice.menu.situations.map(({ id, label }) => ({ id, label })) },
    leftOut: choice.leftOut.map(viewLeftOut),
    directoryVersion: choice.directoryVersion,
    computedAt: viewInstant(choice.computedAt),
    nextChange: viewInstantOrNull(choice.nextChange),
  }
}
