/**
 * Every way in which a request can fail. The codes never change; titles may be reworded.
 * `RFC 9457` calls this the problem type: one code, one status, one title.
 */
export const problems = {
  invalid_parameters: { status: 400, title: 'Some parameters cannot be understood' },
  invalid_body: { status: 400, title: 'Some fields of the body cannot be understood' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  malformed_url: { status: 400, title: 'The address cannot be decoded' },
  malformed_request: { status: 400, title: 'This is not an HTTP request' },
  not_found: { status: 404, title: 'There is nothing public with this name' },
  route_not_found: { status: 404, title: 'There is no such address here' },
  method_not_allowed: { status: 405, title: 'This address does not answer that method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  body_too_large: { status: 413, title: 'The body is too large' },
  uri_too_long: { status: 414, title: 'The address is too long' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not read here' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  directory_not_loaded: { status: 503, title: 'The directory is not loaded yet' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems
