import { describeCoverage } from '../../help/describe-coverage.ts'
import type { Directory } from '../../help/directory.ts'
import { countryCodes } from '../../help/places.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'

/**
 * Has the coverage of all countries counted, which is then remembered until something in a country changes. The first time is a look
 * at each listing of the world: too much to keep everybody waiting for.
 */
export async function countCountries(directory: Directory, now: Date, settings: ServingSettings): Promise<void> {
  await runInSlices(countEach(directory, now, settings))
}

function* countEach(directory: Directory, now: Date, settings: ServingSettings): Generator<void> {
  for (const code of countryCodes) {
    describeCoverage(directory, code, now, settings)
    yield
  }
}
