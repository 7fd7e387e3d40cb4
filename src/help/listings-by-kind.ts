import type { Directory, PublishedListing } from './directory.ts'

type ByKind = Directory['worldwideByKind']

export function groupByKind(listings: readonly PublishedListing[]): ByKind {
  return Map.groupBy(listings, ({ content }) => content.kind)
}

/** By kind what stands in a country, then what is worldwide. */
export function withWorldwide(own: ByKind, worldwide: ByKind): ByKind {
  return new Map([...own].map(([kind, listings]) => [kind, [...listings, ...(worldwide.get(kind) ?? [])]]))
}
