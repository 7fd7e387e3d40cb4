/**
 * Every way in which a request can fail. The codes never change; titles and advice may be reworded.
 * `RFC 9457` calls this the problem type: one code, one status, one title. `whatToDo` is for people, in /docs.
 */
export const problems = {
  invalid_parameters: {
    status: 400,
    title: 'Some parameters cannot be understood',
    whatToDo: 'Mend each parameter that `errors` names, and send all again.',
  },
  invalid_body: {
    status: 400,
    title: 'Some fields of the body cannot be understood',
    whatToDo: 'Mend each field that `errors` points to, and send all again.',
  },
  malformed_json: { status: 400, title: 'The body is not JSON', whatToDo: 'Send one JSON object in UTF-8.' },
  malformed_url: {
    status: 400,
    title: 'The address cannot be decoded',
    whatToDo: 'Percent-encode each value as UTF-8 before you put it into the address: a space as `%20`, a percent sign as `%25`.',
  },
  malformed_request: {
    status: 400,
    title: 'This is not an HTTP request',
    whatToDo: 'Look at what your client and the proxies between send: HTTP/1.1 with a `Host` header.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing public with this name',
    whatToDo: 'Forget the id, slug or code: the listing may have been withdrawn. Ask `/v1/help` or search again.',
  },
  no_contact_there: {
    status: 404,
    title: 'The listing has no contact that works there',
    whatToDo: 'Ask `/v1/help` for what works in that country, or leave out `country` to read the listing.',
  },
  route_not_found: {
    status: 404,
    title: 'There is no such address here',
    whatToDo: 'Compare the path with the operations above; it has neither capitals nor a slash at its end.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not answer that method',
    whatToDo: 'Use one of the methods in the `Allow` header.',
  },
  method_not_implemented: {
    status: 501,
    title: 'No address answers that method',
    whatToDo: 'Use `GET`, `HEAD`, `POST` or `OPTIONS`.',
  },
  expectation_failed: {
    status: 417,
    title: 'What is expected cannot be met',
    whatToDo: 'Leave out the header `Expect`, or send `100-continue` in it.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    whatToDo: 'Send it again; it has to arrive whole within 15 seconds.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    whatToDo: 'Send the fields of the operation only. A question for help may have 16 KiB.',
  },
  uri_too_long: {
    status: 414,
    title: 'The address is too long',
    whatToDo: 'Send fewer values. An address may have 8192 characters.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is of a type, or in a coding, that is not read here',
    whatToDo: 'Send JSON as it is, not compressed, and say so with `Content-Type: application/json`.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    whatToDo: 'Send fewer headers. Nothing here needs a cookie or a key.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests from one address',
    whatToDo: 'Wait the seconds in `Retry-After`, keep answers as long as `Cache-Control` allows, and spread what you ask.',
  },
  not_signed_in: {
    status: 401,
    title: 'Nobody is signed in',
    whatToDo: 'Sign in again, or send a key that is valid as `Authorization: Bearer …`.',
  },
  sign_in_failed: {
    status: 401,
    title: 'Signing in did not work',
    whatToDo: 'Look at address, password and code. Nobody is told which of them is wrong, nor whether there is such an account.',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many attempts to sign in',
    whatToDo: 'Wait the seconds in `Retry-After`. A browser in which you signed in before does not wait for what others try.',
  },
  link_not_valid: {
    status: 410,
    title: 'The link does not work any more',
    whatToDo: 'Ask whoever sent it for a new one.',
  },
  account_exists: {
    status: 409,
    title: 'There is an account with this address',
    whatToDo: 'Sign in with it, and send the request again.',
  },
  other_account: {
    status: 409,
    title: 'The invitation is for somebody else',
    whatToDo: 'Sign out, and open the link again; or ask for an invitation to your own address.',
  },
  provider_away: {
    status: 503,
    title: 'The OpenID provider does not answer',
    whatToDo: 'Try again later, or sign in with a password.',
  },
  second_factor_required: {
    status: 403,
    title: 'This needs a second factor',
    whatToDo: 'Set up a second factor for your account, and sign in with it. Whoever reviews or manages needs one.',
  },
  not_allowed: {
    status: 403,
    title: 'Your role does not include this',
    whatToDo: 'Ask somebody whose role does. What you may do with a thing stands in its `abilities`.',
  },
  foreign_origin: {
    status: 403,
    title: 'The request comes from another web site',
    whatToDo: 'Send it from the address of this installation (`PUBLIC_URL`), or with a key instead of a cookie.',
  },
  no_such_thing: {
    status: 404,
    title: 'There is no such thing, or it is not yours to see',
    whatToDo: 'Look at the id, and at which organisations you belong to.',
  },
  wrong_state: {
    status: 409,
    title: 'The thing is not in a state for this',
    whatToDo: 'Read it again: `state`, `review` and `abilities` say what can be done now.',
  },
  already_exists: {
    status: 409,
    title: 'There is one already',
    whatToDo: 'Use the one that is there, or choose another name.',
  },
  idempotency_key_used: {
    status: 409,
    title: 'This key was used for another request',
    whatToDo: 'Use a new `Idempotency-Key` for each thing that you create, and the same one only to repeat the same request.',
  },
  changed_meanwhile: {
    status: 412,
    title: 'Somebody changed it since you read it',
    whatToDo: 'Read it again, look at what changed, and decide anew. Nothing of what you sent was stored.',
  },
  tag_required: {
    status: 428,
    title: 'The version that you saw is missing',
    whatToDo: 'Send the `ETag` of what you read as `If-Match`, so that nobody overwrites what somebody else has just done.',
  },
  not_publishable: {
    status: 422,
    title: 'The content must not be published as it is',
    whatToDo: 'Mend each field that `errors` points to in a new revision, and submit it again.',
  },
  not_verified: {
    status: 422,
    title: 'The check found something wrong',
    whatToDo: 'Suspend the listing when somebody could come to harm, or revise it, and check it again. `errors` says what was wrong.',
  },
  database_away: {
    status: 503,
    title: 'Nothing can be changed at the moment',
    whatToDo: 'Try again after the seconds in `Retry-After`. Answers for people who need help are not affected.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    whatToDo:
      'Try again later, and show the emergency number that you know meanwhile. Tell the operators of this installation the ' +
      '`requestId`.',
  },
  overloaded: {
    status: 503,
    title: 'There is more to do than can be done now',
    whatToDo: 'Try again after the seconds in `Retry-After`, and show the last answer or the emergency number that you know meanwhile.',
  },
  draining: {
    status: 503,
    title: 'This node is about to stop',
    whatToDo: 'Send requests to another node. Those that come here are still answered for a few seconds.',
  },
  directory_not_loaded: {
    status: 503,
    title: 'The directory is not loaded yet',
    whatToDo: 'Try again after the seconds in `Retry-After`.',
  },
} as const satisfies Record<string, { status: number; title: string; whatToDo: string }>

export type ProblemCode = keyof typeof problems
