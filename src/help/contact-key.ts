import { createNotes } from '../lib/create-notes.ts'
import type { Channel } from './listing-content.ts'

/**
 * One spelling for a contact, so that two listings that lead to the same telephone or page can be recognised:
 * digits for numbers, host and path without `www.` and closing slash for pages, lower case for e-mail.
 */
export function contactKey(channel: Pick<Channel, 'type' | 'value'>): string {
  if (channel.type === 'phone' || channel.type === 'sms' || channel.type === 'whatsapp') return `number:${channel.value.replace(/[^\d*#]/g, '')}`
  if (channel.type === 'email') return `email:${channel.value.toLowerCase()}`
  if (!URL.canParse(channel.value)) return `page:${channel.value}`
  const url = new URL(channel.value)
  return `page:${url.hostname.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`
}

/** Digits that a national and an international spelling of one number must share to be taken for the same. */
const sharedDigits = 6

/**
 * True when both lead to the same place. Numbers are compared from their end, because 0808 100 0900 and
 * +44 808 100 0900 are one telephone; short codes must be equal.
 */
export function isSameContact(one: string, other: string): boolean {
  if (one === other) return true
  if (!one.startsWith('number:') || !other.startsWith('number:')) return false
  const [shorter, longer] = [one, other].map((key) => key.slice('number:'.length).replace(/^0+/, '')).sort((a, b) => a.length - b.length)
  return shorter !== undefined && longer !== undefined && shorter.length >= sharedDigits && longer.endsWith(shorter)
}

/** Contacts that can be searched for another spelling of the same, however many there are. */
export type ContactIndex = ReadonlyMap<string, readonly string[]>

/** Brings together all spellings that could be the same: numbers by their last digits, everything else by itself. */
export function indexContacts(keys: Iterable<string>): ContactIndex {
  return Map.groupBy(new Set(keys), drawerOf)
}

/** True when the index has the contact, in whatever spelling. */
export function hasContact(index: ContactIndex, key: string): boolean {
  return index.get(drawerOf(key))?.some((other) => isSameContact(key, other)) ?? false
}

/** What was found out last about a channel, and in which index. */
const found = createNotes<Channel, { index: ContactIndex; has: boolean }>()

/** True when the index has the contact of a channel, remembered for as long as the index is the same. */
export function hasChannel(index: ContactIndex, channel: Channel): boolean {
  const known = found.of(channel)
  if (known?.index === index) return known.has
  const has = hasContact(index, contactKey(channel))
  found.note(channel, { index, has })
  return has
}

function drawerOf(key: string): string {
  if (!key.startsWith('number:')) return key
  const digits = key.slice('number:'.length).replace(/^0+/, '')
  return digits.length >= sharedDigits ? `number:…${digits.slice(-sharedDigits)}` : `number:${digits}`
}
