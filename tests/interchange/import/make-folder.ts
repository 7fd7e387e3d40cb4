import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

type Json = Record<string, unknown>

/** Null: there is no such file. */
export type FolderContents = {
  listings: (Json | string)[] | null
  emergencyNumbers: (Json | string)[] | null
  guidance: (Json | string)[] | null
  texts: Record<string, Json | string>
}

/** A line of listings that fits; the test says what is different. */
export function listingLine(changes: Json = {}): Json {
  return {
    slug: 'fi-example',
    kind: 'support_line',
    countries: ['FI'],
    organisation: { name: 'Example', url: 'https://example.org' },
    officialName: 'fi',
    names: { fi: 'Esimerkki', en: 'Example' },
    summaries: { fi: 'Apua lapsille.', en: 'Help for children.' },
    machine: { summaries: ['fi'] },
    languages: ['fi'],
    audiences: ['child'],
    channels: [{ type: 'phone', value: '116111', display: '116 111', hours: 'Mo-Fr 09:00-17:00' }],
    timeZone: 'Europe/Helsinki',
    sources: [{ url: 'https://example.org/about' }],
    note: 'Only for editors.',
    ...changes,
  }
}

const text = { title: 'Title', body: 'Body', steps: ['Step'] }

/** A file of texts that fits. */
export function textsFile(locale: string, changes: Json = {}): Json {
  return {
    locale,
    origin: locale === 'en' ? 'original' : 'machine',
    reviewed: false,
    guidance: { 'need_help.child': { plain: text, standard: text } },
    labels: {
      'kind.emergency_service': `Emergency (${locale})`,
      'emergency.note': 'In danger only.',
      'emergency.call': 'Call {number}',
    },
    ...changes,
  }
}

/** Writes a folder to import, small and without a fault but for what the test changes; it vanishes after the test. */
export async function makeFolder(changes: Partial<FolderContents> = {}): Promise<string> {
  const { texts, ...lineFiles }: FolderContents = {
    listings: [listingLine()],
    emergencyNumbers: [{ country: 'FI', general: ['112'], police: ['112'], sources: [{ url: 'https://example.org/112' }] }],
    guidance: [
      { slug: 'need_help.child', situation: 'need_help', audience: 'child', ageBands: ['10-12'], sources: ['A handbook'] },
    ],
    texts: { en: textsFile('en'), sv: textsFile('sv') },
    ...changes,
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'import-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (name: string, rows: (Json | string)[] | null) => {
    const lines = rows?.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`)
    if (lines !== undefined) await writeFile(path.join(folder, name), lines.join(''))
  }
  await write('listings.jsonl', lineFiles.listings)
  await write('emergency-numbers.jsonl', lineFiles.emergencyNumbers)
  await write('guidance.jsonl', lineFiles.guidance)
  await mkdir(path.join(folder, 'texts'))
  for (const [name, file] of Object.entries(texts)) {
    await writeFile(path.join(folder, 'texts', `${name}.json`), typeof file === 'string' ? file : JSON.stringify(file, null, 2))
  }
  return folder
}
