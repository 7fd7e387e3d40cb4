import { openDatabase } from '../../db/client.ts'
import { offerAdministration, operator } from '../../directory/editor/offer-administration.ts'
import { invitationLink } from '../../directory/invitation/invitation-link.ts'
import { bringToRelease } from '../bring-to-release.ts'
import { readConfig } from '../config.ts'
import { openServerDatabase } from '../open-server-database.ts'
import { publicUrl } from '../public-url.ts'
import type { Command } from './command.ts'

export const administratorLink: Command = {
  parameters: [],
  meaning: 'Print a link with which its owner becomes an administrator, once and within a day.',
  async run(_, print) {
    const config = readConfig()
    const { url, close } = await openServerDatabase(config, { share: true })
    try {
      await bringToRelease(url)
      const database = openDatabase(url)
      try {
        const offer = await offerAdministration(database, operator, new Date())
        if (offer === null) throw new Error('An operator is always offered a link.')
        print(`Whoever accepts this link before ${offer.expiresAt.toISOString()} becomes an administrator; one that was printed before works no more:\n\n  ${invitationLink(publicUrl(config), offer.token)}`)
      } finally {
        await database.close()
      }
      return 0
    } finally {
      await close()
    }
  },
}
