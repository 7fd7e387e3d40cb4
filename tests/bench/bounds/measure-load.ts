import { figuresOf } from '../figures.ts'
import { forkChild } from '../processes/fork-child.ts'
import { megabytes } from './bound.ts'
import type { Bound } from './bound.ts'

type Load = { listings: number; readMs: number; indexMs: number }

/** How long a node takes to read the directory, how long that stops everything else, and what it holds afterwards. */
export async function measureLoad(databaseUrl: string, times: number): Promise<Bound[]> {
  const loads: (Load & { delay: number; peakRss: number; heapUsed: number })[] = []
  for (let time = 0; time < times; time += 1) {
    const child = await forkChild('load-directory.ts', { DATABASE_URL: databaseUrl })
    try {
      await child.ask('reset_delay')
      const load = await child.ask<Load>('load')
      const { delay, peakRss } = await child.usage()
      await child.ask('collect_garbage')
      loads.push({ ...load, delay: delay.max, peakRss, heapUsed: (await child.usage()).heapUsed })
    } finally {
      await child.stop()
    }
  }
  const listings = loads[0]?.listings ?? 0
  const median = (value: (load: (typeof loads)[number]) => number) => figuresOf(loads.map(value)).median
  return [
    { id: 'load', title: 'load the directory: read and index', listings, figure: median((load) => load.readMs + load.indexMs), unit: 'ms', aim: 5000 },
    { id: 'load', title: 'of which indexing', listings, figure: median((load) => load.indexMs), unit: 'ms', aim: null },
    { id: 'load', title: 'longest pause of the event loop while loading', listings, figure: median((load) => load.delay), unit: 'ms', aim: null },
    { id: 'load', title: 'heap of the directory alone', listings, figure: megabytes(median((load) => load.heapUsed)), unit: 'MB', aim: null },
    { id: 'load', title: 'most memory held while loading', listings, figure: megabytes(median((load) => load.peakRss)), unit: 'MB', aim: 1000 },
  ]
}
