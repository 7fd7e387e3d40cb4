import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { connectOnce } from '../../src/db/connect-once.ts'

/** The words that a text has, in capitals or not. */
export function tracesInText(text: string, words: readonly string[]): string[] {
  const lower = text.toLowerCase()
  return words.filter((word) => lower.includes(word))
}

/** Files below a folder, and the words that each has: in its bytes, or in what is compressed in it. */
export async function tracesInFiles(folder: string, words: readonly string[]): Promise<{ files: number; found: string[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file)
    const texts = [bytes.toString('latin1'), ...(await compressedIn(bytes))]
    for (const word of texts.flatMap((text) => tracesInText(text, words))) found.push(`${path.relative(folder, file)}: ${word}`)
  }
  return { files: files.length, found }
}

const gzipBegins = Buffer.from([0x1f, 0x8b, 0x08])

async function compressedIn(bytes: Buffer): Promise<string[]> {
  const texts: string[] = []
  for (let at = bytes.indexOf(gzipBegins); at !== -1; at = bytes.indexOf(gzipBegins, at + 1)) texts.push(await uncompressed(bytes.subarray(at)))
  return texts
}

/** What can be read, up to where the bytes are no more compressed; nothing where they only begin as if they were. */
async function uncompressed(bytes: Buffer): Promise<string> {
  const gunzip = createGunzip()
  const parts: Buffer[] = []
  gunzip.on('data', (part: Buffer) => parts.push(part))
  const over = new Promise<void>((resolve) => gunzip.once('end', resolve).once('error', () => resolve()))
  gunzip.end(bytes)
  await over
  return Buffer.concat(parts).toString('utf8')
}

/** Tables of all schemas but those of PostgreSQL itself, and the words that each has; also in what the server remembers of statements. */
export async function tracesInDatabase(url: string, words: readonly string[]): Promise<{ tables: number; found: string[] }> {
  const client = await connectOnce(url)
  try {
    // Bytes are shown as hexadecimal digits.
    const sought = words.flatMap((word) => [word, Buffer.from(word).toString('hex')])
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE relkind IN ('r', 'm') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
       ORDER BY name`,
    )
    const sources = tables.map(({ name }) => ({ name, from: name }))
    sources.push({ name: 'pg_stat_activity', from: '(SELECT query, application_name FROM pg_stat_activity WHERE pid <> pg_backend_pid())' })
    const { rowCount } = await client.query("SELECT FROM pg_extension WHERE extname = 'pg_stat_statements'")
    if (rowCount !== 0) sources.push({ name: 'pg_stat_statements', from: '(SELECT query FROM pg_stat_statements)' })
    const found: string[] = []
    for (const { name, from } of sources) {
      const { rows } = await client.query<{ word: string }>(
        // OFFSET 0: each row becomes text once, not once for each word.
        `SELECT DISTINCT word FROM (SELECT lower(entry::text) AS text FROM ${from} AS entry OFFSET 0) AS lines, unnest($1::text[]) AS word
         WHERE position(word IN text) > 0`,
        [sought],
      )
      found.push(...rows.map(({ word }) => `${name}: ${word}`))
    }
    return { tables: tables.length, found }
  } finally {
    await client.end()
  }
}
