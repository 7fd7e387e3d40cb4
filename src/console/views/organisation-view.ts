import { z } from 'zod'
import { abilitiesIn } from '../../directory/organisation/abilities-in.ts'
import type { Organisation } from '../../directory/organisation/organisation.ts'
import type { Viewer } from '../command-route.ts'
import { abilitiesView, fourEyesView, timeView } from './shared-views.ts'

export const organisationView = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    country: z.string().nullable().meta({ description: 'ISO 3166-1 alpha-2; null for one that serves several countries or the whole world.' }),
    url: z.string().nullable(),
    contactEmail: z.string().nullable().meta({ description: 'Where reminders go. Never public.' }),
    createdAt: timeView,
    updatedAt: timeView,
    abilities: abilitiesView,
    fourEyes: fourEyesView,
  })
  .meta({ id: 'EditedOrganisation', description: 'Who runs services, as its members see it.' })

export function viewOrganisation(
  { actor, settings }: Pick<Viewer, 'actor' | 'settings'>,
  { id, slug, name, country, url, contactEmail, createdAt, updatedAt, tag }: Organisation,
): { body: z.output<typeof organisationView>; tag: string } {
  const body = {
    id,
    slug,
    name,
    country,
    url,
    contactEmail,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    abilities: abilitiesIn(actor, id),
    fourEyes: settings.fourEyes,
  }
  return { body, tag }
}
