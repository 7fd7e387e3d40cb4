/** The heart of the directory: what one person sees after what just happened. Pure: the same in server, browser and test. */
import { remember } from '../lib/remember.ts'
import type { SwitchedOff } from './allow-listing.ts'
import type { Coverage, HelpChoice, Notice } from './choice.ts'
import { chooseGuidance } from './choose-guidance.ts'
import { chooseListings } from './choose-listings.ts'
import type { Directory } from './directory.ts'
import { emergencyNumbersOf } from './emergency-numbers.ts'
import type { EmergencyListing } from './emergency-numbers.ts'
import { label, labelLocales } from './label.ts'
import { negotiateLocale } from './negotiate-locale.ts'
import { intersectPeriods } from './period.ts'
import type { HelpQuestion } from './question.ts'
import { audiencesOfSituation, emergencyPosition, findRow } from './situation-rows.ts'
import { textDirection } from './text-direction.ts'
import { verificationState } from './verification.ts'
import type { ServingSettings } from './verification.ts'
import { situations } from './vocabulary.ts'

type Section = HelpChoice['sections'][number]

const noneSwitchedOff: SwitchedOff = new Set()

/**
 * Chooses guidance, emergency numbers and listings for a question at an instant. The answer is never empty where the
 * directory has an emergency number or a worldwide service, and says when that is all there is.
 *
 * @param switchedOff safety rules that a test switches off; nothing else may pass any
 */
export function chooseHelp(
  directory: Directory,
  question: HelpQuestion,
  now: Date,
  settings: ServingSettings,
  switchedOff: SwitchedOff = noneSwitchedOff,
): HelpChoice {
  const found = findRow(question.situation, question.audience, question.ageBand)
  const { locale, match } = negotiateLocale(question.locales, labelLocales(directory), question.country)
  const emergency = emergencyNumbersOf(directory, question.country)
  const chosen = chooseListings({ directory, question, now, settings, switchedOff, row: found.row, locale, emergency })
  const emergencyState = emergency.listing === null ? null : verificationState(emergency.listing, settings, now)
  const coverage = coverageOf(chosen.sections)
  const period = intersectPeriods([chosen.period, ...(emergencyState === null ? [] : [emergencyState])])
  const guidance = chooseGuidance(directory, {
    row: found.row,
    country: question.country,
    audience: question.audience,
    ageBand: question.ageBand,
    locales: question.locales,
    answerLocale: locale,
  })
  return {
    request: {
      country: question.country,
      subdivision: question.subdivision,
      ageBand: question.ageBand,
      audience: question.audience,
      situation: question.situation,
      adjusted: found.adjusted,
    },
    locale,
    direction: textDirection(locale),
    localeMatch: match,
    coverage,
    notices: noticesFor(directory, locale, { question, coverage, adjusted: found.adjusted !== null, emergency, sections: chosen.sections, guidance }),
    guidance,
    emergency: {
      position: emergencyPosition(question.situation, found, question.topics),
      title: label(directory, locale, 'emergency.title'),
      note: label(directory, locale, emergency.numbers.length > 0 ? 'emergency.note' : 'emergency.unknown'),
      numbers: emergency.numbers,
      verification:
        emergencyState === null
          ? null
          : { status: emergencyState.status, verifiedAt: emergencyState.verifiedAt, nextDue: emergencyState.nextDue },
    },
    sections: chosen.sections,
    menu: found.row.menu || found.adjusted !== null ? menuFor(directory, locale, question) : null,
    leftOut: question.explain ? chosen.leftOut : [],
    directoryVersion: directory.version,
    computedAt: new Date(Math.max(directory.changedAt.getTime(), period.from ?? 0)),
    nextChange: period.until === null ? null : new Date(period.until),
  }
}

function coverageOf(sections: readonly Section[]): Coverage {
  if (sections.length === 0) return 'emergency_only'
  return sections.some(({ listings }) => listings.some(({ listing }) => !listing.content.worldwide)) ? 'country' : 'worldwide_only'
}

const countryNames = remember((locale) => new Intl.DisplayNames([locale], { type: 'region' }))

type NoticeFacts = {
  question: HelpQuestion
  coverage: Coverage
  adjusted: boolean
  emergency: EmergencyListing
  sections: readonly Section[]
  guidance: HelpChoice['guidance']
}

function noticesFor(directory: Directory, locale: string, { question, coverage, adjusted, emergency, sections, guidance }: NoticeFacts): Notice[] {
  const notices: Notice[] = []
  const listings = sections.flatMap((section) => section.listings)
  if (adjusted) notices.push({ id: 'adjusted', text: label(directory, locale, 'adjusted') })
  if (coverage === 'worldwide_only') {
    const country = countryNames(locale).of(question.country) ?? question.country
    notices.push({ id: 'worldwide_only', text: label(directory, locale, 'worldwide_only', { country }) })
  }
  if (coverage === 'emergency_only') notices.push({ id: 'emergency_only', text: label(directory, locale, 'empty.title') })
  if (emergency.numbers.length === 0) notices.push({ id: 'emergency_unknown', text: label(directory, locale, 'emergency.unknown') })
  if (guidance?.origin === 'machine' && !guidance.reviewed) {
    notices.push({ id: 'machine_translation', text: label(directory, locale, 'translation.machine') })
  }
  if (listings.some(({ verification }) => verification.status === 'unverified')) {
    notices.push({ id: 'unverified', text: label(directory, locale, 'unverified_note') })
  }
  return notices
}

/** Situations that have a row for this audience, to choose from. */
function menuFor(directory: Directory, locale: string, { audience, ageBand }: HelpQuestion): HelpChoice['menu'] {
  const offered = situations.filter(
    (situation) =>
      situation !== 'need_help' && audiencesOfSituation(situation).includes(audience) && findRow(situation, audience, ageBand).adjusted === null,
  )
  return {
    title: label(directory, locale, 'menu.title'),
    situations: offered.map((id) => ({ id, label: label(directory, locale, `situation.${id}`) })),
  }
}
