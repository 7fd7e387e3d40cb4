import { z } from 'zod'
import type { HelpChoice } from '../../help/choice.ts'
import { sectionIds } from '../../help/situation-rows.ts'
import { kind } from '../../help/vocabulary.ts'
import { listingView, viewListing } from './listing-view.ts'

const sectionId = z.enum(sectionIds).meta({ id: 'SectionId', description: 'The sections that an answer can have.' })

export const helpSectionView = z
  .object({
    id: sectionId.meta({ description: 'What the section is for.' }),
    kind: kind.meta({ description: 'The one kind of listing in it.' }),
    title: z.string().meta({ description: 'Title to show above it.' }),
    note: z.string().nullable().meta({ description: 'To show under the title; null when there is nothing to say.' }),
    listings: z.array(listingView).meta({ description: 'The services, best first; never empty.' }),
  })
  .meta({ id: 'HelpSection', description: 'Services of one kind, under one title.' })

export function viewHelpSection({
  id,
  kind: sectionKind,
  title,
  note,
  listings,
}: HelpChoice['sections'][number]): z.output<typeof helpSectionView> {
  return { id, kind: sectionKind, title, note, listings: listings.map(viewListing) }
}
