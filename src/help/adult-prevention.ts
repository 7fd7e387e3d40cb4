import { contactKey, indexContacts } from './contact-key.ts'
import type { Directory, PublishedListing } from './directory.ts'

/** Whether rule S2 keeps minors from it and from its contacts. */
export function isAdultPrevention({ content }: PublishedListing): boolean {
  return content.kind === 'prevention_service' && !content.youthPrevention
}

export function indexAdultContacts(adultPrevention: readonly PublishedListing[]): Directory['adultContacts'] {
  return indexContacts(adultPrevention.flatMap(({ content }) => content.channels.map(contactKey)))
}
