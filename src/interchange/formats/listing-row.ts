/**
 * One line of a file of listings in the directory's own format (seed/README.md describes it for people).
 * Only the shape is said here; whether the facts fit is for `listingContent`.
 */
import { z } from 'zod'

const textByTag = z.record(z.string(), z.string())
const wordsInOneLanguage = z.strictObject({ locale: z.string(), text: z.string() })
/** Tags of the names and summaries that did not come from the service or its editors in this language. */
const tagLists = z.strictObject({ names: z.array(z.string()).default([]), summaries: z.array(z.string()).default([]) })
const yesNoUnknown = z.boolean().nullable().default(null)
const strings = z.array(z.string()).default([])

export const sourceRow = z.strictObject({
  url: z.string(),
  date: z.string().nullable().default(null),
  showed: z.string().nullable().default(null),
})

const channelRow = z.strictObject({
  type: z.string(),
  value: z.string(),
  display: z.string().nullable().default(null),
  smsKeyword: z.string().nullable().default(null),
  hint: wordsInOneLanguage.nullable().default(null),
  reachableFrom: z.string().optional(),
  cost: z.string().default('unknown'),
  needsCredit: yesNoUnknown,
  onPhoneBill: yesNoUnknown,
  needsAccount: yesNoUnknown,
  needsId: yesNoUnknown,
  recordsCalls: yesNoUnknown,
  accessible: strings,
  languages: z.array(z.string()).nullable().default(null),
  /** OpenStreetMap `opening_hours`, or the directory's own structure. */
  hours: z
    .union([z.string(), z.looseObject({ mode: z.string() })])
    .nullable()
    .default(null),
})
export type ChannelRow = z.infer<typeof channelRow>

export const listingRow = z.strictObject({
  slug: z.string(),
  kind: z.string(),
  countries: z.array(z.string()),
  worldwide: z.boolean().default(false),
  subdivisions: strings,
  organisation: z.strictObject({ name: z.string(), url: z.string().nullable().default(null) }).nullable(),
  /** Tag of the name under which the service presents itself. */
  officialName: z.string(),
  names: textByTag,
  summaries: textByTag,
  whatHappens: textByTag.default({}),
  confidentialityLimits: textByTag.default({}),
  human: tagLists.default({ names: [], summaries: [] }),
  machine: tagLists.default({ names: [], summaries: [] }),
  languages: z.array(z.string()),
  audiences: z.array(z.string()),
  minAge: z.number().nullable().default(null),
  maxAge: z.number().nullable().default(null),
  youthPrevention: z.boolean().default(false),
  imagesOf: z.string().nullable().default(null),
  communities: strings,
  topics: strings,
  situations: strings,
  channels: z.array(channelRow),
  timeZone: z.string().nullable().default(null),
  anonymous: yesNoUnknown,
  confidential: yesNoUnknown,
  publicHolidayNote: wordsInOneLanguage.nullable().default(null),
  priority: z.number().default(0),
  sources: z.array(sourceRow),
  /** For editors only. */
  note: z.string().nullable().default(null),
  /** Enters as a draft. */
  hold: z.boolean().default(false),
})
export type ListingRow = z.infer<typeof listingRow>
