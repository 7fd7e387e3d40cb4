import { effectiveBand, isMinorBand } from './age.ts'
import { allowListing } from './allow-listing.ts'
import type { LeftOutRule, SwitchedOff } from './allow-listing.ts'
import type { HelpChoice } from './choice.ts'
import { listingsFor } from './directory.ts'
import type { Directory, PublishedListing } from './directory.ts'
import type { EmergencyListing } from './emergency-numbers.ts'
import { label, optionalLabel } from './label.ts'
import { listingOpen } from './open-state.ts'
import { firstListings } from './order-listings.ts'
import type { Candidate } from './order-listings.ts'
import { narrowPeriod } from './period.ts'
import type { Period } from './period.ts'
import { nearness, placeName } from './place.ts'
import type { HelpQuestion } from './question.ts'
import { neverPoliceAlone } from './rules/never-police-alone.ts'
import type { Circumstances } from './rules/rule.ts'
import { isYoungChild, limitForYoungChildren } from './rules/suits-young-children.ts'
import { presentListing } from './serve-listing.ts'
import { conditionHolds, isOldEnough, kindOfSection, sectionLimits } from './situation-rows.ts'
import type { SectionId, SituationRow } from './situation-rows.ts'
import { speaksOneOf } from './speaks-one-of.ts'
import { verificationState } from './verification.ts'
import type { ServingSettings } from './verification.ts'
import { kinds } from './vocabulary.ts'
import type { AgeBand, Kind } from './vocabulary.ts'

type Section = HelpChoice['sections'][number]
type Item = SituationRow['sections'][number]
type FilledSection = { id: SectionId; kind: Kind; listings: readonly Candidate[] }

/** Kinds whose worldwide services stand beside national ones; elsewhere they only fill a section that would be empty. */
const besideNational: ReadonlySet<Kind> = new Set(['image_removal', 'prevention_service'])

export type Choosing = {
  directory: Directory
  question: HelpQuestion
  now: Date
  settings: ServingSettings
  switchedOff: SwitchedOff
  row: SituationRow
  /** The language of the answer. */
  locale: string
  emergency: EmergencyListing
}

export type ChosenListings = {
  sections: Section[]
  /** Listings of the country and worldwide ones that are not served, with the rule that removed each. */
  leftOut: HelpChoice['leftOut']
  /** When the choice holds, by everything that was looked at. */
  period: Period
}

/** What is found out while the sections are filled, one after the other. */
type Progress = { shown: Set<string>; reasons: Map<string, LeftOutRule>; period: Period }

/** Fills the sections of a row: every rule that removes, then the order, then the limits. */
export function chooseListings(choosing: Choosing): ChosenListings {
  const { directory, question, now, row, locale, switchedOff } = choosing
  const progress: Progress = { shown: new Set(), reasons: new Map(), period: { from: null, until: null } }
  let filled: FilledSection[] = []
  for (const item of row.sections) {
    if (item.show === 'emergency') continue
    const candidates = candidatesFor(choosing, item.show, item, progress)
    const limit = Math.min(sectionLimits[item.show], question.limit ?? sectionLimits[item.show])
    const ordering = { prefer: item.prefer, channelBand: channelBandOf(choosing, item.show), channels: question.channels }
    const listings = firstListings(candidates, ordering, limit)
    // Those shown are no longer looked for among the reasons.
    if (question.explain) for (const { listing } of candidates) progress.reasons.set(listing.slug, 'limit')
    for (const { listing } of listings) progress.shown.add(listing.slug)
    filled.push({ id: item.show, kind: kindOfSection[item.show], listings })
  }
  const band = effectiveBand(question.audience, question.ageBand)
  if (isYoungChild({ audience: question.audience, band }) && !switchedOff.has('S11')) {
    filled = removing(filled, limitForYoungChildren(filled), progress, 'S11')
  }
  if (!switchedOff.has('S7')) filled = removing(filled, neverPoliceAlone(filled), progress, 'S7')
  const sections = filled
    .filter(({ listings }) => listings.length > 0)
    .map(({ id, kind, listings }): Section => ({
      id,
      kind,
      title: label(directory, locale, `section.${id}`),
      note: optionalLabel(directory, locale, `section.${baseSection(id)}.note`),
      listings: listings.map((candidate) =>
        presentListing(
          directory,
          { ...candidate, why: whyOf(candidate, choosing) },
          { ...question, channelBand: channelBandOf(choosing, id) },
          locale,
          now,
        ),
      ),
    }))
  return { sections, leftOut: question.explain ? leftOutOf(choosing, progress) : [], period: progress.period }
}

/** Sections for a part of the askers share the note of the whole. */
function baseSection(id: SectionId): string {
  return id === 'prevention_youth' ? 'prevention' : id
}

function removing(before: readonly FilledSection[], after: FilledSection[], { shown, reasons }: Progress, rule: LeftOutRule): FilledSection[] {
  const kept = new Set(after.flatMap(({ listings }) => listings.map(({ listing }) => listing.slug)))
  for (const { listing } of before.flatMap(({ listings }) => listings)) {
    if (kept.has(listing.slug)) continue
    shown.delete(listing.slug)
    reasons.set(listing.slug, rule)
  }
  return after
}

function leftOutOf({ directory, question }: Choosing, { shown, reasons }: Progress): HelpChoice['leftOut'] {
  return kinds
    .filter((kind) => kind !== 'emergency_service')
    .flatMap((kind) => listingsFor(directory, question.country, kind))
    .filter(({ slug }) => !shown.has(slug))
    .map(({ slug }) => ({ slug, rule: reasons.get(slug) ?? 'situation' }))
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
}

/** The listings of a section before their order: each one that no rule removes. */
function candidatesFor(choosing: Choosing, section: SectionId, item: Item, { shown, reasons, period }: Progress): Candidate[] {
  const { directory, question, now, settings, switchedOff, row, emergency } = choosing
  const { audience, ageBand, country, subdivision, topics, communities, situation } = question
  const circumstances: Circumstances = {
    directory,
    country,
    audience,
    band: effectiveBand(audience, ageBand),
    situation: row.situation,
    section,
    emergencyNumbers: emergency.allNumbers,
  }
  const itemHolds = conditionHolds(item, topics) && isOldEnough(item, audience, ageBand)
  const wantedLanguages = wantedLanguagesOf(choosing)
  const candidates: Candidate[] = []
  const consider = (listing: PublishedListing): LeftOutRule | null => {
    const { content } = listing
    if (shown.has(listing.slug)) return 'already_shown'
    if (!itemHolds) return 'condition'
    const place = nearness(content, country, subdivision)
    if (place === null && !switchedOff.has('S4')) return 'place'
    const verification = verificationState(listing, settings, now)
    narrowPeriod(period, verification)
    const allowed = allowListing(listing, circumstances, { ageBand, verification, excludeEndingAt18: row.excludeEndingAt18 }, switchedOff)
    if ('leftOut' in allowed) return allowed.leftOut
    const open = listingOpen(allowed.channels, content.timeZone, now)
    narrowPeriod(period, open)
    candidates.push({
      listing,
      channels: allowed.channels,
      fit: allowed.fit,
      verification,
      openNow: open.openNow,
      place: place ?? { rank: 0, subdivision: null },
      speaks: speaksOneOf(content, allowed.channels, wantedLanguages),
      forCommunity: content.communities.some((community) => communities.includes(community)),
      forSituation:
        content.situations.includes(situation) || content.topics.some((topic) => topics.includes(topic) || row.topics.includes(topic)),
      // Also a week that has no gap: what counts is that it never closes.
      alwaysOpen: open.openNow === true && open.nextChange === null,
      isCrisisLine: content.topics.some((topic) => topic === 'suicide' || topic === 'self_harm'),
    })
    return null
  }
  for (const listing of consideredFor(choosing, section)) {
    const reason = consider(listing)
    if (reason !== null && question.explain) reasons.set(listing.slug, reason)
  }
  const kind = kindOfSection[section]
  if (besideNational.has(kind) || candidates.every(({ listing }) => listing.content.worldwide)) return candidates
  return candidates.filter(({ listing: { content, slug } }) => {
    if (content.worldwide && question.explain) reasons.set(slug, 'national_first')
    return !content.worldwide
  })
}

function consideredFor({ directory, question, switchedOff }: Choosing, section: SectionId): readonly PublishedListing[] {
  const sought = switchedOff.has('S6') ? kinds.filter((kind) => kind !== 'emergency_service') : [kindOfSection[section]]
  return sought.flatMap((kind) => listingsFor(directory, question.country, kind))
}

function wantedLanguagesOf({ question, locale }: Choosing): readonly string[] {
  return question.locales.length > 0 ? question.locales : [locale]
}

/** Why a listing is in the answer, in a few words that a program can read. */
function whyOf({ listing, channels, place, speaks, fit, openNow }: Candidate, choosing: Choosing): string[] {
  const { topics, communities, situation } = choosing.question
  const { content } = listing
  return [
    placeName(place, choosing.question.country),
    ...(speaks === true ? wantedLanguagesOf(choosing).filter((wanted) => speaksOneOf(content, channels, [wanted])).map((tag) => `language:${tag}`) : []),
    ...(content.situations.includes(situation) ? [`situation:${situation}`] : []),
    ...content.topics.filter((topic) => topics.includes(topic) || choosing.row.topics.includes(topic)).map((topic) => `topic:${topic}`),
    ...content.communities.filter((community) => communities.includes(community)).map((community) => `community:${community}`),
    ...(fit === 'unknown' ? [] : [`age:${fit}`]),
    ...(openNow === true ? ['open_now'] : []),
  ]
}

/** Who holds the telephone: the child itself, also where a parent looks for help that the child can use alone. */
function channelBandOf({ question: { audience, ageBand } }: Choosing, section: SectionId): AgeBand {
  const isChild = audience === 'child' || section === 'talk_child' || (audience === 'concerned_self' && isMinorBand(ageBand))
  return isChild ? effectiveBand('child', ageBand) : 'unknown'
}
