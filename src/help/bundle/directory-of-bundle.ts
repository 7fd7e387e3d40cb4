import { contactKey, indexContacts } from '../contact-key.ts'
import type { Directory, PublishedGuidance, PublishedListing } from '../directory.ts'
import { indexDirectory } from '../index-directory.ts'
import type { Bundle, BundledGuidance, BundledListing } from './bundle.ts'

/**
 * The directory that `chooseHelp` reads on a device, together with `bundle.settings`; null from `validUntil` on, when nothing may be
 * chosen from it any more: a number that was withdrawn since must not be shown for ever.
 *
 * For questions from `bundle.country` that ask for `bundle.locale` it gives what the whole directory gives, byte for byte. So it does
 * for a list of languages each of which alone is answered in `bundle.locale`, but for one thing: a text that has neither
 * the bundle's language nor one of the list comes as for `bundle.locale` alone; languages related to others of the list are not tried.
 */
export function directoryOfBundle(bundle: Bundle, now: Date): Directory | null {
  if (now.getTime() >= Date.parse(bundle.validUntil)) return null
  const { origin, reviewed } = bundle.translation
  const directory = indexDirectory({
    version: bundle.directoryVersion,
    changedAt: new Date(bundle.changedAt),
    listings: bundle.listings.map(toListing),
    guidance: bundle.guidance.map(toGuidance),
    labelSets: [{ locale: bundle.locale, origin, reviewed, labels: bundle.labels }],
  })
  const own = directory.adultPrevention.flatMap(({ content }) => content.channels.map(contactKey))
  return { ...directory, adultContacts: indexContacts([...own, ...bundle.adultContacts]) }
}

function toListing({ id, slug, revision, organisation, updatedAt, verifiedAt, uncheckedSince, ...content }: BundledListing): PublishedListing {
  return {
    id,
    slug,
    revision,
    organisation,
    content,
    publishedAt: new Date(updatedAt),
    importedAt: uncheckedSince === null ? null : new Date(uncheckedSince),
    verifiedAt: verifiedAt === null ? null : new Date(verifiedAt),
  }
}

function toGuidance({ id, slug, revision, updatedAt, ...content }: BundledGuidance): PublishedGuidance {
  return { id, slug, revision, content, publishedAt: new Date(updatedAt) }
}
