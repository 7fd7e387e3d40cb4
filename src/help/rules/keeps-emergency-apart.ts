import type { Channel } from '../listing-content.ts'
import type { Circumstances } from './rule.ts'

/**
 * S5: the territory's emergency numbers are shown as such and nowhere else, so a channel that is one of them is not
 * served in a section: somebody who wants to talk must not reach the emergency desk by mistake.
 */
export function keepsEmergencyApart(channel: Channel, { emergencyNumbers }: Pick<Circumstances, 'emergencyNumbers'>): boolean {
  return !((channel.type === 'phone' || channel.type === 'sms' || channel.type === 'whatsapp') && emergencyNumbers.has(channel.value))
}
