/** Where the links of mails lead, below `PUBLIC_URL`. */
export const links = {
  invitation: (token: string) => `/console/invitations/${token}`,
  recovery: (token: string) => `/console/recovery/${token}`,
  claim: (token: string) => `/v1/claims/${token}`,
  listing: (slug: string) => `/console/listings/${slug}`,
} as const satisfies Record<string, (part: string) => string>

/** A whole link. The part is encoded: it may be anything. */
export function linkTo(publicUrl: string, kind: keyof typeof links, part: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${links[kind](encodeURIComponent(part))}`
}
