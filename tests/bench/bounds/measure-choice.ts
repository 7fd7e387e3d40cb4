import type { ChoiceTimes } from '../processes/choose-in-process.ts'
import { forkChild } from '../processes/fork-child.ts'
import type { Bound } from './bound.ts'

/** How long one choice of help takes that no cache knows, in a country with very many listings, without any HTTP. */
export async function measureChoice(): Promise<Bound[]> {
  const child = await forkChild('choose-in-process.ts')
  try {
    const { listings, choice, first, hours, languages } = await child.ask<ChoiceTimes>('choose')
    const bound = (title: string, figure: number, unit: Bound['unit'], aim: number | null): Bound => ({ id: 'choose', title, listings, figure, unit, aim })
    return [
      bound('one choice of help, all of the listings in one country', choice, 'ms', 1),
      bound('the first choice after every opening hour has changed', first, 'ms', null),
      bound('share of a choice spent on hours', hours * 100, '%', null),
      bound('share of a choice spent on languages', languages * 100, '%', null),
    ]
  } finally {
    await child.stop()
  }
}
