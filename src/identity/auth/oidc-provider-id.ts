/** What the OpenID provider is called in the address that it sends people back to. */
export const oidcProviderId = 'oidc'
