/** What an export says of itself: of which version and instant it is, and what each file is. */

/** One line of the manifest. */
export type ManifestFile = {
  path: string
  /** Where the public API gives the same bytes: path and query, after the base where one was named. */
  url: string
  /** Of the bytes, in hexadecimal digits. The entity tag of the public API is made of the same digest. */
  sha256: string
  bytes: number
  /** The language that was asked for; texts that it lacks come in another, which stands beside them. */
  language: string
  /** When something in it reads differently although nothing is published, such as an opening or closing; null when nothing does. */
  nextChange: string | null
  /** From then on it must not be used; null for what has no such end of its own. */
  validUntil: string | null
}

export type ManifestHead = {
  /** Grows when a reader of the manifest must change. */
  format: 1
  directoryVersion: number
  changedAt: string
  /** The instant for which every file was answered. */
  exportedAt: string
  /** From then on nothing of this export may be served: a bundle ends, or a listing in it is not served any more. Export again before. */
  validUntil: string
  /** The first `nextChange` of all files: later, some file says that a service is open which has closed, or the other way round. */
  nextChange: string | null
  countries: readonly string[]
  locales: readonly string[]
  fileCount: number
  bytes: number
}

/** The manifest as it is written: JSON with one line a file. */
export function printManifest(head: ManifestHead, files: readonly ManifestFile[]): string {
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/, ',\n  "files": [')
  return `${opening}\n${files.map((file) => `    ${JSON.stringify(file)}`).join(',\n')}\n  ]\n}\n`
}
