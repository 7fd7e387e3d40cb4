/** A page that describes one of the two APIs. */
export type Reference = {
  api: 'lookup' | 'console'
  /** Where it is. */
  page: '/docs' | '/docs/console'
  /** Where the OpenAPI document is that it is made from. */
  description: '/openapi.json' | '/openapi-console.json'
  /** What the other page is called in a link to it. */
  link: string
}

export const references: readonly Reference[] = [
  { api: 'lookup', page: '/docs', description: '/openapi.json', link: 'The API for everybody' },
  { api: 'console', page: '/docs/console', description: '/openapi-console.json', link: 'The API for editors, who sign in' },
]
