import type { Child } from '../processes/fork-child.ts'
import { megabytes } from './bound.ts'
import type { Bound } from './bound.ts'

/** What the directory's process holds after all the load of the table. */
export async function measureMemory(child: Child, listings: number): Promise<Bound[]> {
  const { peakRss } = await child.usage()
  await child.ask('collect_garbage')
  const { rss, heapUsed } = await child.usage()
  return [
    { id: 'memory', title: 'memory of the process after the load (RSS)', listings, figure: megabytes(rss), unit: 'MB', aim: 1000 },
    { id: 'memory', title: 'of which heap in use', listings, figure: megabytes(heapUsed), unit: 'MB', aim: null },
    { id: 'memory', title: 'most memory that the process ever held', listings, figure: megabytes(peakRss), unit: 'MB', aim: 1000 },
  ]
}
