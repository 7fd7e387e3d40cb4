import type { Channel } from '../../help/listing-content.ts'

/** Whether the contact is a number. */
export function isDialled({ type }: Pick<Channel, 'type'>): boolean {
  return type === 'phone' || type === 'sms' || type === 'whatsapp'
}
