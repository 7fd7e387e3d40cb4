import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { digestOf } from '../../src/lib/secret.ts'
import { cloneDatabase } from '../support/database.ts'
import { aPerson } from '../support/people.ts'
import { startProcess } from '../support/start-process.ts'

describe('administrator-link', () => {
  it('prints a link to the public address, at any time, and takes the one before back', async () => {
    const test = await cloneDatabase()
    const database = openDatabase(test.url)
    await aPerson(database, { platformRole: 'administrator' })
    const tokens: string[] = []
    for (let time = 0; time < 2; time += 1) {
      const { ended, output } = startProcess('src/cli.ts', ['administrator-link'], { DATABASE_URL: test.url, PUBLIC_URL: 'https://directory.example.org' })
      expect(await ended, output()).toBe(0)
      const [, token = ''] = /https:\/\/directory\.example\.org\/v1\/sign-in\/invitations\/([\w-]{43})\n/.exec(output()) ?? []
      tokens.push(token)
    }
    const invitations = await database.prisma.invitation.findMany({ orderBy: { id: 'asc' } })
    expect(invitations).toMatchObject([
      { tokenDigest: digestOf(tokens[0] ?? ''), revokedAt: expect.any(Date), platformRole: 'administrator' },
      { tokenDigest: digestOf(tokens[1] ?? ''), revokedAt: null, invitedBy: 'system:operator' },
    ])
    await database.close()
    await test.drop()
  })
})
