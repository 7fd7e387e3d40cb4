import type { Directory } from './directory.ts'
import type { DirectoryChanges } from './directory-changes.ts'

/** The language tags of a directory with those of what comes to it: the same set when none is new. */
export function addTags(
  before: Directory['tags'],
  { listings, guidance, labelSets }: Pick<DirectoryChanges, 'listings' | 'guidance' | 'labelSets'>,
): Directory['tags'] {
  const tags = [
    ...labelSets.map(({ locale }) => locale),
    ...guidance.flatMap(({ content }) => content.texts.map(({ locale }) => locale)),
    ...listings.flatMap(({ content: { texts, languages, channels } }) => [
      ...texts.map(({ locale }) => locale),
      ...languages,
      ...channels.flatMap((channel) => channel.languages ?? []),
    ]),
  ]
  return tags.every((tag) => before.has(tag)) ? before : new Set([...before, ...tags])
}
