import type { Principal } from '../../src/directory/actor.ts'

/** What one command needs to succeed: who asks, for what, about something that is in a fit state. */
export type CommandCase = { principal: Principal; input: unknown }
