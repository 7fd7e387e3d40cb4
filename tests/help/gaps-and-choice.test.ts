import { expect, it } from 'vitest'
import { expectedKinds, knownBands } from '../../src/help/bands-served.ts'
import type { ExpectedKind, KeptContacts, KnownBand, Supply } from '../../src/help/bands-served.ts'
import type { ServedListing } from '../../src/help/choice.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import type { Directory } from '../../src/help/directory.ts'
import { emergencyNumbersOf } from '../../src/help/emergency-numbers.ts'
import { cover, findGaps } from '../../src/help/find-gaps.ts'
import type { Covered } from '../../src/help/find-gaps.ts'
import { parseTag } from '../../src/help/parse-tag.ts'
import { allowsAddress } from '../../src/help/rules/allows-address.ts'
import { verificationState } from '../../src/help/verification.ts'
import { situations, topics } from '../../src/help/vocabulary.ts'
import type { Audience, Situation, Topic } from '../../src/help/vocabulary.ts'
import { hostileDirectory } from '../support/arbitrary-directory.ts'
import { now, settings } from '../support/directory.ts'
import { fc } from '../support/fast-check.ts'

const countries = ['FI', 'GB', 'KE', 'JP']
const languages = ['fi', 'en', 'sw', 'ja']

/** What the queue of gaps would read of a directory: what is served at all, with addresses as the content schema lets them in. */
function coveredBy(directory: Directory): Covered {
  const kept: KeptContacts = {
    adultContacts: directory.adultContacts,
    emergencyNumbers: new Map(countries.map((country) => [country, emergencyNumbersOf(directory, country).allNumbers])),
  }
  const covered: Covered = new Map()
  for (const listing of directory.listings) {
    if (!verificationState(listing, settings, now).mayBeServed) continue
    const { kind, audiences, minAge, maxAge, youthPrevention, imagesOf, languages: answered } = listing.content
    const channels: Supply['channels'] = listing.content.channels.filter(allowsAddress)
    for (const country of listing.content.worldwide ? [null] : listing.content.countries) {
      cover(covered, { kind, audiences, minAge, maxAge, youthPrevention, imagesOf, languages: answered, country, channels }, countries, kept)
    }
  }
  return covered
}

/** Everything of a kind that somebody of a band is shown in a country, whatever happened and whatever it was about. */
function shown(directory: Directory, { country, kind, band: ageBand }: Asking): ServedListing[] {
  const audience: Audience = kind === 'prevention_service' ? 'concerned_self' : ageBand === '18-plus' ? 'adult' : 'child'
  const asked: readonly Topic[][] = [[], [...topics]]
  return situations.flatMap((situation: Situation) =>
    asked.flatMap((about) => {
      const question = { country, subdivision: null, locales: [], ageBand, audience, situation, topics: about, channels: [], communities: [], limit: null, explain: false }
      return chooseHelp(directory, question, now, settings).sections.flatMap((section) => (section.kind === kind ? section.listings : []))
    }),
  )
}

function spokenBy({ listing, channels }: ServedListing): Set<string> | null {
  const tags = channels.map(({ channel }) => channel.languages ?? listing.content.languages)
  return tags.some((list) => list.length === 0) ? null : new Set(tags.flat().map((tag) => parseTag(tag).language))
}

/** Somebody who may ask for a kind. */
type Asking = { country: string; kind: ExpectedKind; band: KnownBand; language: string }

const everybody: readonly Asking[] = countries.flatMap((country) =>
  expectedKinds.flatMap((kind) => knownBands.flatMap((band) => languages.map((language) => ({ country, kind, band, language })))),
).filter((asking) => hasGap(new Map(), asking))

function hasGap(covered: Covered, { country, kind, band, language }: Asking): boolean {
  return findGaps(covered, country, { kinds: [kind], bands: [band], languages: [language] }).length > 0
}

/** S7: never the police alone. Then the queue names everything that could stand beside them. */
function isPoliceAlone(covered: Covered, asking: Asking): boolean {
  const beside = (['support_line', 'image_removal', 'reporting_hotline'] as const).map((kind) => ({ ...asking, kind }))
  return asking.kind === 'police_report' && !beside.some((other) => hasGap(new Map(), other) && !hasGap(covered, other))
}

it('a band that has no gap is shown something, and none is shown what it lacks', () => {
  const seen = { covered: 0, missing: 0 }
  const agree = (directory: Directory, choices: readonly number[]) => {
    const covered = coveredBy(directory)
    const [missing, filled] = [everybody.filter((asking) => hasGap(covered, asking)), everybody.filter((asking) => !hasGap(covered, asking))]
    for (const choice of choices) {
      const without = missing[choice % missing.length]
      if (without !== undefined) {
        seen.missing += 1
        const { kind } = without
        // A worldwide service that only fills an empty section fills no gap.
        const counted = shown(directory, without).filter(({ listing }) => !listing.content.worldwide || kind === 'image_removal' || kind === 'prevention_service')
        expect(counted.filter((listing) => spokenBy(listing)?.has(without.language) !== false)).toEqual([])
      }
      const withHelp = filled[choice % filled.length]
      if (withHelp === undefined || isPoliceAlone(covered, withHelp)) continue
      seen.covered += 1
      expect(shown(directory, withHelp)).not.toEqual([])
    }
  }
  const choices = fc.array(fc.nat(), { minLength: 2, maxLength: 3 })
  fc.assert(fc.property(hostileDirectory, choices, agree), { numRuns: Number(process.env['CHECK_RUNS'] ?? 300) })
  expect(seen.covered).toBeGreaterThan(0)
  expect(seen.missing).toBeGreaterThan(0)
}, 60_000)
