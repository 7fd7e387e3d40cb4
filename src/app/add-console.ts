import type { FastifyInstance } from 'fastify'
import type { ConsoleContext } from '../console/context.ts'
import { consoleRoutes } from '../console/index.ts'
import type { EditingSettings } from '../directory/command.ts'
import { addSignIn } from '../identity/add-sign-in.ts'
import type { Identity } from '../identity/identity.ts'
import type { EditingDoor } from './late-editing.ts'

/** What the side of those who signed in works with. */
export type EditingSide = {
  door: Pick<EditingDoor, 'database' | 'queue'>
  identity: Identity
  settings: EditingSettings
  now: () => Date
}

/** Adds what is for those who signed in. */
export function addConsole(app: FastifyInstance, { door, identity, settings, now }: EditingSide): void {
  addSignIn(app, identity)
  const context: ConsoleContext = {
    ...door,
    settings,
    now,
    async identify(request) {
      identity.checkOrigin(request)
      return identity.readPrincipal(request)
    },
  }
  for (const route of consoleRoutes) route.add(app, context)
}
