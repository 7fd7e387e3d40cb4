import type { Child } from '../processes/fork-child.ts'

export type ContestantName = 'directory' | 'bareFastify' | 'bareHttp' | 'naive' | 'smallDirectory'

/** A server that is asked the same as the others. */
export type Contestant = { name: ContestantName; address: string; child: Child }
