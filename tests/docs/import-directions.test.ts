import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Each would be the first step of a mistake that the map of the code rules out. */
const forbidden = {
  lib: ["import { kinds } from '../../help/vocabulary.ts'\nexport const all = kinds"],
  help: [
    "import { migrate } from '../../db/migrate.ts'\nexport const run = migrate",
    "import { readFile } from 'node:fs/promises'\nexport const read = readFile",
    "import { entityTag } from '../../lib/entity-tag.ts'\nexport const tag = entityTag",
    'export const memory = process.memoryUsage',
    'export const bytes = Buffer.from([])',
  ],
  db: ["import { recordAudit } from '../../directory/audit/record-audit.ts'\nexport const record = recordAudit"],
  queue: ["import { jobs } from '../../jobs/index.ts'\nexport const all = jobs"],
  jobs: ["import type { Config } from '../../app/config.ts'\nexport type Settings = Config"],
  directory: ["import type { ImportReport } from '../../interchange/import/report-import.ts'\nexport type Report = ImportReport"],
  identity: ["import type { Config } from '../../app/config.ts'\nexport type Settings = Config"],
  mail: ["import { recordAudit } from '../../directory/audit/record-audit.ts'\nexport const record = recordAudit"],
  report: ["import type { Principal } from '../../identity/principal.ts'\nexport type Who = Principal"],
  console: ["import { sendMail } from '../../mail/send-mail.ts'\nexport const send = sendMail"],
  interchange: ["import type { Config } from '../../app/config.ts'\nexport type Settings = Config"],
  lookup: [
    "import { openDatabase } from '../../db/client.ts'\nexport const open = openDatabase",
    "import { recordAudit } from '../../directory/audit/record-audit.ts'\nexport const record = recordAudit",
    "import { Pool } from 'pg'\nexport const pool = Pool",
    "import { PrismaPg } from '@prisma/adapter-pg'\nexport const adapter = PrismaPg",
  ],
  app: ["import '../../server.ts'"],
}

const cases = Object.entries(forbidden).flatMap(([folder, sources]) =>
  sources.map((source, index) => ({ folder, source, file: `src/${folder}/attempt/${index}.ts` })),
)
let found = ''

beforeAll(async () => {
  const attempts = await mkdtemp(path.join(tmpdir(), 'import-directions-'))
  await copyFile(path.join(root, '.oxlintrc.json'), path.join(attempts, '.oxlintrc.json'))
  for (const { file, source } of cases) {
    await mkdir(path.dirname(path.join(attempts, file)), { recursive: true })
    await writeFile(path.join(attempts, file), `${source}\n`)
  }
  found = await new Promise((resolve) => {
    execFile(path.join(root, 'node_modules/.bin/oxlint'), ['--format=unix', 'src'], { cwd: attempts }, (_error, stdout) => resolve(stdout))
  })
  await rm(attempts, { recursive: true })
})

describe('an import in a direction that the map rules out', () => {
  it.each(cases)('is refused in $folder: $source', ({ file }) => {
    const faults = found.split('\n').filter((line) => line.includes(file) && /no-restricted-(?:imports|globals)/.test(line))
    expect(faults).not.toEqual([])
  })
})
