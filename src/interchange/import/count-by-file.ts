import { allTexts } from './check-rows.ts'

/** How many of the items were read from each file; all files of texts count as one. */
export function countByFile(items: readonly { file: string }[]): (file: string) => number {
  const counts = new Map<string, number>()
  for (const { file } of items) {
    const counted = file.startsWith('texts/') ? allTexts : file
    counts.set(counted, (counts.get(counted) ?? 0) + 1)
  }
  return (file) => counts.get(file) ?? 0
}
