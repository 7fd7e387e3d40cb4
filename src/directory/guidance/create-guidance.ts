import { z } from 'zod'
import type { GuidanceContent } from '../../help/guidance-content.ts'
import { defineCommand } from '../command.ts'
import { chooseSlug } from '../life/choose-slug.ts'
import { reasonField } from '../life/fields.ts'
import { slugField } from '../life/slug-field.ts'
import { writeFirstRevision } from '../life/write-first-revision.ts'
import { guidanceLife } from './guidance-life.ts'

export type CreateGuidance = { slug: string | null; content: GuidanceContent; note: string }

/** Adds a guidance as a draft. */
export const createGuidance = defineCommand({
  operation: 'guidance.create',
  input: z.object({ slug: slugField, content: guidanceLife.content, note: reasonField }),
  find: () => Promise.resolve({ organisationId: null, tag: null }),
  async run(context, { slug: wish, content, note }: CreateGuidance) {
    const { situation, audience, country } = content
    const slug = await chooseSlug(context.transaction, 'guidance', wish, [situation, audience, ...(country === null ? [] : [country])])
    return writeFirstRevision(context, 'guidance', { slug, organisationId: null, content, note })
  },
})
