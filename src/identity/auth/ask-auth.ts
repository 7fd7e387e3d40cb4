import { authPath } from './auth-path.ts'
import type { Auth } from './create-auth.ts'
import type { SignInFlow } from './sign-in-flow.ts'
import { runSignInFlow } from './sign-in-flow.ts'

/** What the library is asked: one of its own addresses, with the cookies of a request and nothing else of it. */
export type AuthQuestion = {
  method: 'GET' | 'POST'
  /** Below the path of the library, with its query. */
  path: string
  cookie: string | undefined
  body?: Readonly<Record<string, unknown>>
  flow?: Partial<Pick<SignInFlow, 'secondFactor' | 'code' | 'enrolment' | 'backupCodes'>>
}

export type AuthAnswer = {
  status: number
  /** By its status, or because it sends the browser to a page that says so. */
  failed: boolean
  body: Readonly<Record<string, unknown>>
  /** The stored form of the password that was found to be right; null where none was. */
  passwordHash: string | null
  /** The stored form of the secret that a code was compared with; null where none was. */
  secretCompared: string | null
  /** To be sent as they are. */
  cookies: readonly string[]
  location: string | null
}

/**
 * Asks the library, as a request would. Neither the address nor the user agent of the caller goes along.
 *
 * @throws what went wrong inside the library, or in the database
 */
export async function askAuth(auth: Auth, publicUrl: string, { method, path, cookie, body, flow: given = {} }: AuthQuestion): Promise<AuthAnswer> {
  const flow: SignInFlow = { secondFactor: false, code: null, enrolment: null, backupCodes: null, ...given, idToken: null, passwordHash: null, secretCompared: null, isRefused: false, fault: null }
  const request = new Request(`${publicUrl}${authPath}${path}`, {
    method,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      // check-origin.ts has looked at the one of the caller.
      origin: publicUrl,
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  })
  const response = await runSignInFlow(flow, () => auth.handler(request))
  const location = response.headers.get('location')
  const failed = response.status >= 400 || (location !== null && new URL(location, publicUrl).searchParams.has('error'))
  if (failed && flow.fault !== null) throw flow.fault
  // The library makes a fault of its own of it where it cannot say why.
  if (flow.isRefused) return { status: 401, failed: true, body: {}, passwordHash: null, secretCompared: null, cookies: [], location: null }
  if (response.status >= 500) throw new Error(`The sign-in library answered ${response.status}.`)
  const text = await response.text()
  const read: unknown = text === '' || !(response.headers.get('content-type') ?? '').includes('json') ? {} : JSON.parse(text)
  return {
    status: response.status,
    failed,
    body: typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {},
    passwordHash: flow.passwordHash,
    secretCompared: flow.secretCompared,
    cookies: response.headers.getSetCookie(),
    location,
  }
}
