/** Whether an address is for those who sign in: everything else is public. */
export function isConsoleUrl(url: string): boolean {
  return /^\/v1\/(?:console|sign-in)(?:[/?]|$)/.test(url)
}
