/** Where an invitation is looked at, and from where it is accepted. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/v1/sign-in/invitations/${token}`
}
