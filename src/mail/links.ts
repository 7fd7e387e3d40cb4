/** Where the links of mails lead, below `PUBLIC_URL`. */
export const links = {
  invitation: (token: string) => `/v1/sign-in/invitations/${token}`,
  recovery: (token: string) => `/v1/sign-in/recoveries/${token}`,
  claim: (token: string) => `/v1/claims/${token}`,
  listing: (slug: string) => `/v1/console/listings/${slug}`,
} as const satisfies Record<string, (part: string) => string>

/** A whole link. The part is encoded: it may be anything. */
export function linkTo(publicUrl: string, kind: keyof typeof links, part: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${links[kind](encodeURIComponent(part))}`
}
