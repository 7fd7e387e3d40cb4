import type { Database } from '../db/client.ts'
import { firstStart, offerAdministration } from '../directory/editor/offer-administration.ts'
import { invitationLink } from '../directory/invitation/invitation-link.ts'
import type { EmbeddedLog } from '../db/embedded/keep-cluster-running.ts'

/**
 * Prints a link with which its owner becomes the first administrator, while an installation has none. A failure is logged: answers for
 * people who need help do not depend on it, and `npm run -s cli -- administrator-link` makes another.
 *
 * @param address where people reach this installation
 */
export async function offerFirstAdministrator({ database, address, now, print, log }: {
  database: Database
  address: string
  now: () => Date
  print: (text: string) => void
  log: EmbeddedLog
}): Promise<void> {
  try {
    const offer = await offerAdministration(database, firstStart, now())
    if (offer === null) return
    print(
      `Nobody administers this directory yet, and a link that was printed before works no more. Whoever accepts this one before ${offer.expiresAt.toISOString()} does:\n` +
        `  ${invitationLink(address, offer.token)}\n` +
        'How: “An organisation’s first listing” in README.md.',
    )
  } catch (error) {
    log.warn({ err: error }, 'no link for a first administrator could be made')
  }
}
