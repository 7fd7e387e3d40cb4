import { askAuth } from '../auth/ask-auth.ts'
import { oidcProviderId } from '../auth/oidc-provider-id.ts'
import { waitsForRecovery } from '../../directory/editor/waits-for-recovery.ts'
import { ProblemError } from '../../lib/errors.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import { sessionOfCookies } from '../session/session-of-cookies.ts'
import type { SignInRoute } from '../sign-in-route.ts'

/** Where the OpenID provider sends the browser back to. Not for programs, so that it is not described. */
export const comeBackFromOidc: SignInRoute = (app, identity) => {
  app.get(`/v1/sign-in/callback/${oidcProviderId}`, { exposeHeadRoute: false, schema: { hide: true } }, async (request, reply) => {
    const { oidcAuth } = await identity.opened()
    const at = request.url.indexOf('?')
    const query = at === -1 ? '' : request.url.slice(at)
    // No provider sends control characters, and PostgreSQL cannot look for them.
    if (/%[01][0-9a-f]|%7f/i.test(query)) throw comeBackFailed()
    const answer = await askAuth(await oidcAuth(), identity.publicUrl(), {
      method: 'GET',
      path: `/callback/${oidcProviderId}${query}`,
      cookie: request.headers.cookie,
    })
    reply.header('set-cookie', [...answer.cookies]).header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    if (answer.location === null || answer.failed) throw comeBackFailed()
    const session = await sessionOfCookies(identity, answer.cookies)
    // The confirmation of a recovery ends what it sees, and this session may have begun in that moment (refuse-overtaken.ts for passwords).
    if (session === null || (await waitsForRecovery(identity.database.prisma, session.editor.id))) {
      await endReplacedSession(identity, answer.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
      throw comeBackFailed()
    }
    await endReplacedSession(identity, request.headers.cookie)
    return reply.redirect(answer.location, 303)
  })
}

function comeBackFailed(): ProblemError {
  return new ProblemError('sign_in_failed', 'There is no editor here with an address that the OpenID provider has verified, or the sign-in took too long.')
}
