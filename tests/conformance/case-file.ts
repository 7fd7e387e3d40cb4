/** What a file of conformance cases is. The JSON Schema that ships beside the files is written from this. */
import { z } from 'zod'
import { coverages, localeMatches } from '../../src/help/choice.ts'
import { sectionIds } from '../../src/help/situation-rows.ts'
import { ageBands, audiences, channelTypes, communities, readingLevels, situations, topics } from '../../src/help/vocabulary.ts'

const audience = z.enum(audiences)
const ageBand = z.enum(ageBands)
const situation = z.enum(situations)


const question = z
  .strictObject({
    country: z.string(),
    subdivision: z.string().optional(),
    locale: z.string().optional(),
    ageBand: ageBand.optional(),
    age: z.int().optional(),
    audience: audience.optional(),
    situation: situation.optional(),
    topic: z.array(z.enum(topics)).min(1).optional(),
    channel: z.array(z.enum(channelTypes)).min(1).optional(),
    community: z.array(z.enum(communities)).min(1).optional(),
    limit: z.int().optional(),
    explain: z.literal(true).optional(),
  })
  .meta({ description: 'The query parameters of GET /v1/help; a list is a parameter that is repeated.' })

const listingFacts = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Fields of the listing in the answer; `status` is that of its verification, each channel gives some of its fields.' })

const expected = z
  .strictObject({
    audience,
    ageBand,
    adjusted: situation.nullable(),
    country: z.string().optional(),
    subdivision: z.string().optional(),
    emergency: z.enum(['first', 'last']).meta({ description: 'Where the emergency numbers stand.' }),
    numbers: z.array(z.string()),
    services: z.record(z.string(), z.array(z.string())).optional().meta({ description: 'The emergency services of each number.' }),
    emergencyStatus: z.string().optional().meta({ description: 'Verification of the emergency numbers.' }),
    coverage: z.enum(coverages),
    notices: z.array(z.string()).meta({ description: 'Ids of the notices, in their order.' }),
    guidance: z.string().meta({ description: 'Slug of the guidance.' }),
    guidanceLocale: z.string().optional(),
    readingLevel: z.enum(readingLevels).optional().meta({ description: 'Of the guidance.' }),
    advice: z.array(z.string()).optional().meta({ description: 'Ids of the advice, in their order.' }),
    sections: z.array(z.strictObject({ id: z.enum(sectionIds), slugs: z.array(z.string()).min(1) })),
    menu: z.boolean().meta({ description: 'Whether situations are offered to choose from.' }),
    locale: z.string().optional(),
    localeMatch: z.enum(localeMatches).optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
    nextChange: z.string().optional(),
    listings: z.record(z.string(), listingFacts).optional().meta({ description: 'By slug.' }),
    leftOut: z.record(z.string(), z.string()).optional().meta({ description: 'All listings left out, by slug, with their rules.' }),
  })
  .meta({ description: 'The answer in short, written by hand before any answer was frozen.' })

const conformanceCase = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  reason: z.string().meta({ description: 'Why this is the right answer.' }),
  at: z.iso.datetime().meta({ description: 'The time of the question.' }),
  question,
  acceptLanguage: z.string().optional().meta({ description: 'The Accept-Language header, where it belongs to the question.' }),
  expected,
  mustShow: z.array(z.string()).meta({ description: 'Words that a screen must show, and links that it must offer.' }),
  mustNotShow: z.array(z.string()).meta({ description: 'What must not be anywhere on the screen or in its source.' }),
  answer: z.unknown().meta({ $ref: '../lookup.json#/components/schemas/HelpAnswer' }),
})
export type ConformanceCase = z.infer<typeof conformanceCase>

export const caseFile = z
  .strictObject({ $schema: z.literal('./case-file.schema.json'), subject: z.string(), about: z.string(), cases: z.array(conformanceCase).min(1) })
  .meta({ title: 'Conformance cases', description: 'Questions for GET /v1/help with their answers, over the directory in directory.json.' })
export type CaseFile = z.infer<typeof caseFile>
