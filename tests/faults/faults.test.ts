import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataFolder } from '../support/data-folder.ts'
import { allScenarios } from './support/all-scenarios.ts'
import { seededFolder } from './support/seeded-folder.ts'
import { sizes } from './support/sizes.ts'

/** Real processes, several worlds at the same time, on a busy machine. */
const patience = 600_000

let original: DataFolder
beforeAll(async () => {
  original = await seededFolder()
}, patience)
afterAll(() => original.remove())

describe.concurrent('no read fails, none is wrong and nothing that was published is missed', () => {
  // Those that wait for long begin first.
  it.each(Object.entries(allScenarios).toReversed())('%s', async (_name, scenario) => {
    const { problems } = await scenario(original, sizes.small)
    expect(problems).toEqual([])
  }, patience)
})
