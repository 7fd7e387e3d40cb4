/** Reads situations.json: which kinds of help come in which order after what happened. The file is for people to review; this is its meaning. */
import { z } from 'zod'
import { effectiveBand, yearsOfBand } from './age.ts'
import situationsFile from './situations.json' with { type: 'json' }
import { ageBand, audience, situation, topic } from './vocabulary.ts'
import type { AgeBand, Audience, Kind, Situation, Topic } from './vocabulary.ts'

export const sectionIds = [
  'talk',
  'talk_parents',
  'talk_child',
  'remove_image',
  'report',
  'police',
  'prevention',
  'prevention_youth',
] as const
const sectionId = z.enum(sectionIds)
export type SectionId = z.infer<typeof sectionId>

/** The one kind of listing that a section holds. */
export const kindOfSection: Readonly<Record<SectionId, Kind>> = {
  talk: 'support_line',
  talk_parents: 'support_line',
  talk_child: 'support_line',
  remove_image: 'image_removal',
  report: 'reporting_hotline',
  police: 'police_report',
  prevention: 'prevention_service',
  prevention_youth: 'prevention_service',
}

const condition = z.enum(['sexual', 'images', 'sent', 'threat', 'meeting', 'self_harm'])

const item = z.strictObject({
  show: z.enum([...sectionIds, 'emergency']),
  /** Holds when the request carries a topic of one of these conditions; without topics it does not hold. */
  when: z.array(condition).min(1).optional(),
  /** For askers whose whole band is at least this old. */
  fromAge: z.int().optional(),
  /** Ranks these first inside the section; never filters. */
  prefer: z.enum(['always_open', 'crisis', 'community', 'situation', 'adult_images']).optional(),
})
type Item = z.infer<typeof item>
export type Preference = NonNullable<Item['prefer']>

const row = z.strictObject({
  situation,
  audiences: z.array(audience).min(1),
  ageBands: z.array(ageBand).min(1),
  sections: z.array(item).min(1),
  /** Listings about one of these count as made for the situation. */
  topics: z.array(topic),
  advice: z.array(z.enum(['trusted_adult', 'app_tools'])),
  /** Offers the other situations to choose from. */
  menu: z.boolean().default(false),
  /** Leaves out services whose known maximum age is 18 or less. */
  excludeEndingAt18: z.boolean().default(false),
  why: z.string().min(1),
  never: z.array(z.string().min(1)),
  sources: z.array(z.string().min(1)).min(1),
})
export type SituationRow = z.infer<typeof row>

const signature = z.strictObject({ name: z.string().min(1), organisation: z.string().min(1), date: z.iso.date() })

const file = z
  .strictObject({
    about: z.array(z.string()),
    signatures: z.array(signature),
    conditions: z.record(condition, z.array(topic)),
    limits: z.record(sectionId, z.int().min(1).max(20)),
    rows: z.array(row),
  })
  .parse(situationsFile)

/** All rows, in the order in which they are reviewed. */
export const situationRows: readonly SituationRow[] = file.rows

/** The most listings that a section shows. */
export const sectionLimits: Readonly<Record<SectionId, number>> = file.limits

/** The audiences that have a row for the situation. */
export function audiencesOfSituation(asked: Situation): Audience[] {
  return [...new Set(situationRows.filter((entry) => entry.situation === asked).flatMap((entry) => entry.audiences))]
}

/** The row to answer with, and the situation it belongs to when that is not the one asked. */
export type FoundRow = { row: SituationRow; adjusted: Situation | null }

/**
 * The row for a situation, audience and band. Where there is none, the closest row that is not less safe:
 * `worried_about_child` for parents, `need_help` for everybody else.
 */
export function findRow(asked: Situation, asker: Audience, band: AgeBand): FoundRow {
  const found = lookUp(asked, asker, band)
  if (found !== undefined) return { row: found, adjusted: null }
  const closest = asker === 'parent_carer' ? 'worried_about_child' : 'need_help'
  const fallback = lookUp(closest, asker, band)
  if (fallback === undefined) throw new Error(`situations.json has no row ${closest} for ${asker}, ${band}`)
  return { row: fallback, adjusted: closest }
}

function lookUp(asked: Situation, asker: Audience, band: AgeBand): SituationRow | undefined {
  return situationRows.find((entry) => entry.situation === asked && entry.audiences.includes(asker) && entry.ageBands.includes(band))
}

/**
 * Whether the emergency number opens the answer: when it opens the row without a condition, or with one that holds.
 * For an adjusted row the earlier of both positions counts, over every row of the situation asked.
 */
export function emergencyPosition(asked: Situation, found: FoundRow, topics: readonly Topic[]): 'first' | 'last' {
  const rows = found.adjusted === null ? [found.row] : [found.row, ...situationRows.filter((entry) => entry.situation === asked)]
  const opens = rows.some(({ sections: [opening] }) => opening?.show === 'emergency' && conditionHolds(opening, topics))
  return opens ? 'first' : 'last'
}

/** True when the item has no condition, or the request carries a topic of one. The cautious reading: no topic, no conditional item. */
export function conditionHolds(entry: Pick<Item, 'when'>, topics: readonly Topic[]): boolean {
  return entry.when === undefined || entry.when.some((name) => file.conditions[name].some((matching) => topics.includes(matching)))
}

/** True when nobody in the asker's band is too young for the item. */
export function isOldEnough(entry: Pick<Item, 'fromAge'>, asker: Audience, band: AgeBand): boolean {
  const years = yearsOfBand(effectiveBand(asker, band))
  return entry.fromAge === undefined || years === null || years[0] >= entry.fromAge
}
