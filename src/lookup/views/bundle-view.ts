import { z } from 'zod'
import type { CountryPart } from '../../help/bundle/make-bundle.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { bundledGuidanceView, viewBundledGuidance } from './bundled-guidance-view.ts'
import { bundledListingView, viewBundledListing } from './bundled-listing-view.ts'
import { directoryVersionView } from './directory-version.ts'
import { instantView, viewInstant } from './instant.ts'
import { translationView, viewTranslation } from './translation-view.ts'

const days = (least: number, kindWords: string) =>
  z
    .int()
    .min(least)
    .max(3650)
    .meta({ description: `Days after a check in which the next is due: ${kindWords}.` })

const verifyDaysView = z
  .object({
    emergency_service: days(1, 'emergency numbers'),
    support_line: days(1, 'support lines'),
    image_removal: days(1, 'image removal'),
    reporting_hotline: days(1, 'reporting hotlines'),
    police_report: days(1, 'police'),
    prevention_service: days(1, 'prevention services'),
  })
  .meta({
    id: 'VerifyDays',
    description:
      'Days after a check in which the next is due, by kind. After twice as many a listing must not be shown, unless it is worldwide ' +
      'or an emergency number.',
  })

const servingSettingsView = z
  .object({
    unverifiedDays: z.int().min(0).max(3650).meta({
      description:
        'Days after `uncheckedSince` in which a listing that nobody has checked may be shown, marked as such; 0: none. Worldwide ' +
        'services and emergency numbers always may.',
    }),
    verifyDays: verifyDaysView.meta({ description: 'How long a check lasts.' }),
  })
  .meta({ id: 'ServingSettings', description: 'How long facts may be shown without a new check, as this installation has it.' })

export const bundleView = z
  .object({
    country: z.string().meta({ description: 'The country that it is for (ISO 3166-1 alpha-2).' }),
    locale: z.string().meta({ description: 'Language of the answers that are chosen from it (BCP 47).' }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    changedAt: instantView.meta({ description: 'When that version was published.' }),
    validUntil: instantView.meta({
      description: 'From this instant on it must not be used. It is at least a day away; a new bundle is there each day.',
    }),
    settings: servingSettingsView.meta({ description: 'How long facts may be shown without a new check.' }),
    labels: z.record(z.string(), z.string()).meta({
      description: 'Words by their key, such as `situation.blocked_someone`; English where the language lacks them. Fill in `{placeholders}`.',
    }),
    translation: translationView.meta({ description: 'Who wrote the words of the language, and whether they were reviewed.' }),
    guidance: z.array(bundledGuidanceView).meta({ description: 'Every guidance for this country, in the order of their slugs.' }),
    listings: z
      .array(bundledListingView)
      .meta({ description: 'The services of the country and the worldwide ones, in the order of their slugs.' }),
    adultContacts: z.array(z.string()).meta({
      description:
        'Contacts among the channels of these listings that a prevention service for adults elsewhere answers, too: minors must not get them. ' +
        'Written as `number:` and digits, `page:` and address, or `email:` and address.',
    }),
  })
  .meta({ id: 'Bundle', description: "One country's part of the directory, to choose help from on a device." })

/** A country's part as JSON carries it, field by field. */
export function viewBundle(part: CountryPart): z.output<typeof bundleView> {
  return {
    country: part.country,
    locale: part.locale,
    directoryVersion: part.directoryVersion,
    changedAt: viewInstant(part.changedAt),
    validUntil: viewInstant(part.validUntil),
    settings: viewSettings(part.settings),
    labels: part.labels.labels,
    translation: viewTranslation(part.labels),
    guidance: part.guidance.map(viewBundledGuidance),
    listings: part.listings.map(viewBundledListing),
    adultContacts: [...part.adultContacts],
  }
}

function viewSettings({ unverifiedDays, verifyDays }: ServingSettings): z.output<typeof servingSettingsView> {
  return {
    unverifiedDays,
    verifyDays: {
      emergency_service: verifyDays.emergency_service,
      support_line: verifyDays.support_line,
      image_removal: verifyDays.image_removal,
      reporting_hotline: verifyDays.reporting_hotline,
      police_report: verifyDays.police_report,
      prevention_service: verifyDays.prevention_service,
    },
  }
}
