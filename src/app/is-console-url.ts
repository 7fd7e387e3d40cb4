/** Whether an address is for those who sign in: everything else is public. Its letters may come as `%73`, as the router reads them, too. */
export function isConsoleUrl(url: string): boolean {
  return /^\/v1\/(?:console|sign-in)(?:[/?]|$)/.test(url.replace(/%[2-7][0-9a-f]/gi, (letter) => decodeURIComponent(letter)))
}
