import { effectiveBand, isMinorBand } from './age.ts'
import { allowListing } from './allow-listing.ts'
import type { LeftOutRule, SwitchedOff } from './allow-listing.ts'
import type { HelpChoice } from './choice.ts'
import type { Directory, PublishedListing } from './directory.ts'
import type { EmergencyListing } from './emergency-numbers.ts'
import { label, optionalLabel } from './label.ts'
import { listingOpen } from './open-state.ts'
import { orderListings } from './order-listings.ts'
import type { Candidate } from './order-listings.ts'
import type { Period } from './period.ts'
import { nearness } from './place.ts'
import type { HelpQuestion } from './question.ts'
import { neverPoliceAlone } from './rules/never-police-alone.ts'
import { isYoungChild, limitForYoungChildren } from './rules/suits-young-children.ts'
import { presentListing, speaksOneOf } from './serve-listing.ts'
import { conditionHolds, isOldEnough, kindOfSection, sectionLimits } from './situation-rows.ts'
import type { SectionId, SituationRow } from './situation-rows.ts'
import { verificationState } from './verification.ts'
import type { ServingSettings } from './verification.ts'
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
  locale: string
  emergency: EmergencyListing
}

export type ChosenListings = {
  sections: Section[]
  /** Listings of the country and worldwide ones that are not served, with the rule that removed each. */
  leftOut: HelpChoice['leftOut']
  /** When the choice holds, by everything that was looked at. */
  periods: Period[]
}

/** Fills the sections of a row: every rule that removes, then the order, then the limits. */
export function chooseListings(choosing: Choosing): ChosenListings {
  const { directory, question, now, row, locale, switchedOff } = choosing
  const considered = [...(directory.byCountry.get(question.country) ?? []), ...directory.worldwide].filter(
    ({ content }) => content.kind !== 'emergency_service',
  )
  const reasons = new Map<string, LeftOutRule>(considered.map(({ slug }) => [slug, 'situation']))
  const periods: Period[] = []
  const shown = new Set<string>()
  let filled: FilledSection[] = []
  for (const item of row.sections) {
    if (item.show === 'emergency') continue
    const candidates = candidatesFor(choosing, item.show, item, considered, shown, reasons, periods)
    const ordered = orderListings(candidates, { prefer: item.prefer, channelBand: channelBandOf(choosing, item.show), channels: question.channels })
    const limit = Math.min(sectionLimits[item.show], question.limit ?? sectionLimits[item.show])
    for (const { listing } of ordered.slice(0, limit)) shown.add(listing.slug)
    for (const { listing } of ordered.slice(limit)) reasons.set(listing.slug, 'limit')
    filled.push({ id: item.show, kind: kindOfSection[item.show], listings: ordered.slice(0, limit) })
  }
  const band = effectiveBand(question.audience, question.ageBand)
  if (isYoungChild({ audience: question.audience, band }) && !switchedOff.has('S11')) {
    filled = removing(filled, limitForYoungChildren(filled), shown, reasons, 'S11')
  }
  if (!switchedOff.has('S7')) filled = removing(filled, neverPoliceAlone(filled), shown, reasons, 'S7')
  const sections = filled
    .filter(({ listings }) => listings.length > 0)
    .map(({ id, kind, listings }): Section => ({
      id,
      kind,
      title: label(directory, locale, `section.${id}`),
      note: optionalLabel(directory, locale, `section.${baseSection(id)}.note`),
      listings: listings.map((candidate) => presentListing(directory, candidate, question, locale, now)),
    }))
  const leftOut = considered.flatMap(({ slug }) => (shown.has(slug) ? [] : [{ slug, rule: reasons.get(slug) ?? 'situation' }]))
  return { sections, leftOut, periods }
}

/** Sections for a part of the askers share the note of the whole. */
function baseSection(id: SectionId): string {
  return id === 'prevention_youth' ? 'prevention' : id
}

function removing(
  before: readonly FilledSection[],
  after: FilledSection[],
  shown: Set<string>,
  reasons: Map<string, LeftOutRule>,
  rule: LeftOutRule,
): FilledSection[] {
  const kept = new Set(after.flatMap(({ listings }) => listings.map(({ listing }) => listing.slug)))
  for (const { listing } of before.flatMap(({ listings }) => listings)) {
    if (kept.has(listing.slug)) continue
    shown.delete(listing.slug)
    reasons.set(listing.slug, rule)
  }
  return after
}

function candidatesFor(
  { directory, question, now, settings, switchedOff, row, locale, emergency }: Choosing,
  section: SectionId,
  item: Item,
  considered: readonly PublishedListing[],
  shown: ReadonlySet<string>,
  reasons: Map<string, LeftOutRule>,
  periods: Period[],
): Candidate[] {
  const { audience, ageBand, country, subdivision, topics, communities, situation } = question
  const band = effectiveBand(audience, ageBand)
  const kind = kindOfSection[section]
  const itemHolds = conditionHolds(item, topics) && isOldEnough(item, audience, ageBand)
  const wantedLanguages = question.locales.length > 0 ? question.locales : [locale]
  // An adjusted row is asked about its own situation, but prevention is decided by the situation of the row that is used.
  const circumstances = { directory, country, audience, band, situation: row.situation, section, emergencyNumbers: emergency.allNumbers }
  const candidates = considered.flatMap((listing): Candidate[] => {
    const { content, slug } = listing
    if (content.kind !== kind && !switchedOff.has('S6')) return []
    if (shown.has(slug)) return leaveOut(reasons, slug, 'already_shown')
    if (!itemHolds) return leaveOut(reasons, slug, 'condition')
    const place = nearness(content, country, subdivision)
    if (place === null && !switchedOff.has('S4')) return leaveOut(reasons, slug, 'place')
    const verification = verificationState(listing, now, settings)
    periods.push(verification)
    const allowed = allowListing(listing, circumstances, { ageBand, verification, excludeEndingAt18: row.excludeEndingAt18 }, switchedOff)
    if ('leftOut' in allowed) return leaveOut(reasons, slug, allowed.leftOut)
    const open = listingOpen(allowed.channels, content.timeZone, now)
    periods.push(open)
    const speaks = speaksOneOf(listing, wantedLanguages)
    const matching = content.topics.filter((topic) => topics.includes(topic) || row.topics.includes(topic))
    const forSituation = content.situations.includes(situation)
    const matchingCommunities = content.communities.filter((community) => communities.includes(community))
    return [
      {
        listing,
        ...allowed,
        verification,
        openNow: open.openNow,
        nextChange: open.nextChange,
        placeRank: place?.rank ?? 0,
        speaks,
        forCommunity: matchingCommunities.length > 0,
        forSituation: forSituation || matching.length > 0,
        alwaysOpen: allowed.channels.some((channel) => channel.hours.mode === 'always'),
        isCrisisLine: content.topics.some((topic) => topic === 'suicide' || topic === 'self_harm'),
        why: [
          ...(place === null ? [] : [place.why]),
          ...(speaks === true ? wantedLanguages.filter((wanted) => speaksOneOf(listing, [wanted])).map((tag) => `language:${tag}`) : []),
          ...(forSituation ? [`situation:${situation}`] : []),
          ...matching.map((topic) => `topic:${topic}`),
          ...matchingCommunities.map((community) => `community:${community}`),
          ...(allowed.fit === 'unknown' ? [] : [`age:${allowed.fit}`]),
          ...(open.openNow === true ? ['open_now'] : []),
        ],
      },
    ]
  })
  if (besideNational.has(kind) || candidates.every(({ listing }) => listing.content.worldwide)) return candidates
  return candidates.filter(({ listing: { content, slug } }) => {
    if (content.worldwide) reasons.set(slug, 'national_first')
    return !content.worldwide
  })
}

function leaveOut(reasons: Map<string, LeftOutRule>, slug: string, rule: LeftOutRule): [] {
  reasons.set(slug, rule)
  return []
}

/** Who holds the telephone: the child itself, also where a parent looks for help that the child can use alone. */
function channelBandOf({ question: { audience, ageBand } }: Choosing, section: SectionId): AgeBand {
  const isChild = audience === 'child' || section === 'talk_child' || (audience === 'concerned_self' && isMinorBand(ageBand))
  return isChild ? effectiveBand('child', ageBand) : 'unknown'
}
