import type { FastifyInstance } from 'fastify'

/**
 * Watches the routes as they are added and tells which methods an address answers, in the order of their names; none when there
 * is no such address. Must be called before the first route.
 */
export function watchMethods(app: FastifyInstance): (url: string) => string[] {
  const routes: { pattern: string[]; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) routes.push({ pattern: url.split('/'), methods: [method].flat() })
  })
  return (url) => {
    const path = (url.split(/[?#;]/, 1)[0] ?? '').split('/')
    const methods = routes.filter(({ pattern }) => fits(path, pattern)).flatMap((route) => route.methods)
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].sort()
  }
}

function fits(path: readonly string[], pattern: readonly string[]): boolean {
  return (
    path.length === pattern.length &&
    pattern.every((part, index) => (part.startsWith(':') ? path[index] !== '' : part === path[index]))
  )
}
