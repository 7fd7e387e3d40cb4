import { readFileSync } from 'node:fs'
import path from 'node:path'

type Line = { slug: string; channels: { type: string; value: string; display?: string }[] }

/** The first telephone number of a listing as `seed/listings.jsonl` has it: who corrects a number there need not correct tests. */
export function seedPhone(slug: string): { value: string; display: string } {
  const lines = readFileSync(path.join(import.meta.dirname, '../../seed/listings.jsonl'), 'utf8').trim().split('\n')
  const listing = lines.map((line): Line => JSON.parse(line)).find((line) => line.slug === slug)
  const phone = listing?.channels.find(({ type }) => type === 'phone')
  if (phone === undefined) throw new Error(`The seed has no telephone for ${slug}.`)
  return { value: phone.value, display: phone.display ?? phone.value }
}
