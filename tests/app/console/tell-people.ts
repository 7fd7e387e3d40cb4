import { firstStart, offerAdministration } from '../../../src/directory/editor/offer-administration.ts'
import { totp } from '../../support/totp.ts'
import type { Asker, World } from './open-world.ts'

export type People = { ada: Asker; berit: Asker; maria: Asker; eino: Asker; organisationId: string; mariaId: string; einoId: string }

const password = 'lantern gravel otter seventeen'
const shownToken = (what: string) => `the-secret-of-${what}-0123456789abcdefghijklm`

/** The first administrator signs in, invites a second one, and an organisation comes with a manager and an editor. */
export async function tellPeople(world: World): Promise<People> {
  const { ask, stable } = world
  const ada = world.newBrowser()
  const offer = await offerAdministration(world.database, firstStart, world.now())
  const token = offer?.token ?? ''
  stable.hide(token, shownToken('first-link'))
  await ask(ada, 'getSession')
  await ask(ada, 'getInvitation', { path: { token } })
  await ask(ada, 'acceptInvitation', { body: { token, email: 'ada@example.org', name: 'Ada Lovelace', password: 'too short' } }, 400)
  await ask(ada, 'acceptInvitation', { body: { token, email: 'ada@example.org', name: 'Ada Lovelace', password } })
  await ask(ada, 'acceptInvitation', { body: { token, email: 'ada@example.org', name: 'Ada Lovelace', password } }, 410)
  await ask(ada, 'signInWithPassword', { body: { email: 'ada@example.org', password: 'not the password' } }, 401)
  await ask(ada, 'signInWithPassword', { body: { email: 'ada@example.org', password } })
  await ask(ada, 'listOrganisations', {}, 403)
  const secret = await enrol(world, ada)
  await ask(ada, 'signOut')
  await ask(ada, 'signInWithPassword', { body: { email: 'ada@example.org', password } })
  await ask(ada, 'showSecondFactor', { body: { code: codeOf(world, secret, 30_000) } })
  await ask(ada, 'getSession')
  await ask(ada, 'makeBackupCodes', { body: { password } }).then((response) => hideCodes(world, response.json<{ backupCodes: string[] }>().backupCodes))

  await ask(ada, 'createPlatformInvitation', { body: { email: 'berit@example.org', platformRole: 'administrator' } })
  const berit = await join(world, 'Berit Bakke', 'berit@example.org')
  const other = await ask(ada, 'createPlatformInvitation', { body: { email: 'carl@example.org', platformRole: 'curator' } })
  await ask(ada, 'revokePlatformInvitation', { path: { id: other.json<{ id: string }>().id } })
  await ask(ada, 'listPlatformInvitations')

  const body = { name: 'Example Child Helpline', country: 'GB', url: 'https://helpline.example.org', contactEmail: 'office@helpline.example.org' }
  const organisation = await ask(ada, 'createOrganisation', { body, headers: { 'idempotency-key': 'one-organisation' } })
  await ask(ada, 'createOrganisation', { body: { ...body, name: 'Another' }, headers: { 'idempotency-key': 'one-organisation' } }, 409)
  const { id: organisationId } = organisation.json<{ id: string }>()
  await ask(ada, 'createInvitation', { path: { organisationId }, body: { email: 'maria@example.org', role: 'manager' } })
  const maria = await join(world, 'Maria Mensah', 'maria@example.org')
  await ask(maria, 'createInvitation', { path: { organisationId }, body: { email: 'eino@example.org', role: 'editor' } })
  const eino = await join(world, 'Eino Evans', 'eino@example.org', false)
  return { ada, berit, maria, eino, organisationId, mariaId: await idOf(world, maria), einoId: await idOf(world, eino) }
}

async function idOf({ ask }: World, who: Asker): Promise<string> {
  const me = await ask(who, 'getMe')
  return me.json<{ id: string }>().id.replace('editor:', '')
}

/** Somebody follows the link of the mail that was sent last. */
async function join(world: World, name: string, email: string, needsSecondFactor = true): Promise<Asker> {
  const { ask } = world
  const who = world.newBrowser()
  const { data } = await world.lastMail()
  const token = 'token' in data ? (data.token ?? '') : ''
  world.stable.hide(token, shownToken('an-invitation'))
  await ask(who, 'getInvitation', { path: { token } })
  await ask(who, 'acceptInvitation', { body: { token, name, password } })
  await ask(who, 'signInWithPassword', { body: { email, password } })
  if (needsSecondFactor) await enrol(world, who)
  return who
}

async function enrol(world: World, who: Asker): Promise<string> {
  const enrolment = (await world.ask(who, 'enrolSecondFactor', { body: { password } })).json<{ secret: string; backupCodes: string[] }>()
  world.stable.hide(enrolment.secret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA')
  hideCodes(world, enrolment.backupCodes)
  await world.ask(who, 'confirmSecondFactor', { body: { code: codeOf(world, enrolment.secret, 0) } })
  return enrolment.secret
}

/** As the app shows them, so many milliseconds from now. The library that checks them has a clock of its own. */
function codeOf(world: World, secret: string, later: number): string {
  const code = totp(secret, new Date(Date.now() + later))
  world.stable.hide(`"${code}"`, '"123456"')
  return code
}

function hideCodes({ stable }: World, codes: readonly string[]): void {
  codes.forEach((code, index) => stable.hide(code, `code${index}-ABCDE`))
}

/** What goes wrong when people sign in, and the way over an OpenID provider. */
export async function tellDoors(world: World, { ada, eino }: People): Promise<void> {
  const { ask, stable } = world
  const begun = await ask(world.newBrowser(), 'signInWithOidc')
  const { url } = begun.json<{ url: string }>()
  stable.hide(new URL(url).origin, 'https://login.example.org')
  for (const name of ['state', 'nonce', 'code_challenge']) stable.hide(new URL(url).searchParams.get(name) ?? '', `example-of-${name}`)
  for (const [issuer, status] of [[null, 404], ['http://127.0.0.1:1', 503]] as const) {
    const other = await world.start(issuer)
    await ask(world.newBrowser(), 'signInWithOidc', {}, status, other)
    await other.close()
  }
  await ask(ada, 'createPlatformInvitation', { body: { email: 'maria@example.org', platformRole: 'curator' } })
  const { data } = await world.lastMail()
  const token = 'token' in data ? (data.token ?? '') : ''
  await ask(world.newBrowser(), 'acceptInvitation', { body: { token, name: 'Maria Mensah', password } }, 409)
  await ask(eino, 'acceptInvitation', { body: { token } }, 409)
  const guesser = world.newBrowser()
  const guess = { body: { email: 'nobody@example.org', password: 'a guess' } }
  for (let tries = 1; (await guessed(world, guesser, guess)) !== 429; tries += 1) if (tries > 50) throw new Error('Nobody is slowed down.')
}

async function guessed(world: World, who: Asker, sent: { body: object }): Promise<number> {
  const response = await world.ask(who, 'signInWithPassword', sent, 'any')
  return response.statusCode
}

/** Passwords, sessions, roles, keys, and what administrators do with people; after everything else, because it ends much. */
export async function tellEndings(world: World, { ada, berit, maria, eino, organisationId, mariaId, einoId }: People): Promise<void> {
  const { ask, stable } = world
  const organisation = { path: { organisationId } }
  await ask(world.newBrowser(), 'signInWithPassword', { body: { email: 'eino@example.org', password } })
  const sessions = (await ask(eino, 'listSessions')).json<{ sessions: { id: string; current: boolean }[] }>().sessions
  await ask(eino, 'revokeSession', { path: { session: sessions.find(({ current }) => !current)?.id ?? '' } })
  await ask(eino, 'revokeOtherSessions')
  await ask(eino, 'changePassword', { body: { password, newPassword: 'copper violin harbour tuesday' } })

  await ask(maria, 'listMembers', organisation)
  const member = { path: { organisationId, editorId: einoId } }
  const tag = String((await ask(maria, 'getMember', member)).headers['etag'])
  await ask(maria, 'changeMemberRole', { ...member, body: { role: 'viewer' } }, 428)
  await ask(maria, 'changeMemberRole', { ...member, body: { role: 'viewer' }, headers: { 'if-match': tag } })
  await ask(maria, 'changeMemberRole', { ...member, body: { role: 'editor' }, headers: { 'if-match': tag } }, 412)
  await ask(eino, 'changeMemberRole', { ...member, body: { role: 'manager' }, headers: { 'if-match': tag } }, 403)

  const invited = await ask(maria, 'createInvitation', { ...organisation, body: { email: 'wrong@example.org', role: 'viewer' } })
  await ask(maria, 'createInvitation', { ...organisation, body: { email: 'eino@example.org', role: 'viewer' } }, 409)
  await ask(maria, 'revokeInvitation', { path: { id: invited.json<{ id: string }>().id } })
  await ask(maria, 'revokeInvitation', { path: { id: invited.json<{ id: string }>().id } }, 409)
  await ask(maria, 'listInvitations', organisation)
  const url = (await ask(maria, 'getOrganisation', { path: { id: organisationId } })).headers['etag']
  await ask(maria, 'updateOrganisation', { path: { id: organisationId }, body: { contactEmail: 'listings@helpline.example.org' }, headers: { 'if-match': String(url) } })
  await ask(maria, 'listOrganisations')

  const created = await ask(maria, 'createApiKey', { ...organisation, body: { name: 'Nightly synchronisation', scopes: ['read', 'edit'], expiresAt: '2027-01-01T00:00:00Z' } })
  const { id, key, prefix } = created.json<{ id: string; key: string; prefix: string }>()
  stable.hide(key, 'csrd_this-is-not-a-key-but-has-the-form-of-one-0123')
  stable.hide(`"${prefix}"`, '"csrd_this"')
  const machine: Asker = { cookies: new Map(), key }
  await ask(machine, 'getMe')
  await ask(machine, 'listMembers', organisation, 404)
  await ask(maria, 'listApiKeys', organisation)
  await ask(maria, 'revokeApiKey', { path: { id } })
  await ask(machine, 'getMe', {}, 401)

  await ask(maria, 'listAudit', { query: { action: 'listing.publish' } })
  await ask(maria, 'exportAudit', { query: { action: 'listing.publish' } })
  await ask(ada, 'listEditors')
  const person = await ask(ada, 'getEditor', { path: { id: mariaId } })
  const role = { platformRole: 'curator', reason: 'Looks after the guidance in English.' }
  await ask(ada, 'changePlatformRole', { path: { id: mariaId }, body: role, headers: { 'if-match': String(person.headers['etag']) } })
  await ask(ada, 'startRecovery', { path: { id: einoId }, body: { reason: 'Called me back on the number of the office.' } })
  await ask(ada, 'confirmRecovery', { path: { id: einoId } }, 403)
  await ask(berit, 'confirmRecovery', { path: { id: einoId } })
  const { data } = await world.lastMail()
  const token = 'token' in data ? (data.token ?? '') : ''
  stable.hide(token, shownToken('a-recovery'))
  await ask(world.newBrowser(), 'getRecovery', { path: { token } })
  await ask(world.newBrowser(), 'acceptRecovery', { body: { token, password: `${password} new` } })
  await ask(maria, 'removeMember', member)
  await ask(berit, 'removeEditor', { path: { id: einoId }, body: { reason: 'Left the organisation.' } })
  const beritId = await idOf(world, berit)
  await ask(berit, 'removeEditor', { path: { id: beritId }, body: { reason: 'Leaves by her own wish.' } })
}
