/** What is wrong with content that somebody wants to publish. */
export type PublicationFinding = {
  /** JSON Pointer (RFC 6901) into the content. */
  pointer: string
  code: string
  detail: string
}

export type PublicationFindings = {
  /** Each keeps the content from being published. */
  faults: PublicationFinding[]
  /** For the author to weigh. */
  warnings: PublicationFinding[]
}

export const concernCodes = [
  'one_digit_from_known',
  'mobile_number',
  'new_domain',
  'look_alike_domain',
  'free_mail_address',
  'foreign_number',
  'premium_number',
  'display_differs',
  'keyword_changed',
  'country_added',
  'contact_in_text',
] as const

/** Why a changed contact needs one more person. */
export type Concern = { pointer: string; code: (typeof concernCodes)[number]; detail: string }
