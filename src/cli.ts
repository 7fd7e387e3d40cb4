import { administratorLink } from './app/commands/administrator-link.ts'
import { checkGenerated } from './app/commands/check-generated.ts'
import { checkMigrations } from './app/commands/check-migrations.ts'
import type { Command } from './app/commands/command.ts'
import { exportDirectory } from './app/commands/export-directory.ts'
import { importFolder } from './app/commands/import-folder.ts'
import { listDue } from './app/commands/list-due.ts'
import { listJobs } from './app/commands/list-jobs.ts'
import { migrateDatabase } from './app/commands/migrate-database.ts'
import { newMigration } from './app/commands/new-migration.ts'
import { writeOpenapi } from './app/commands/write-openapi.ts'
import { sayFault } from './app/say-fault.ts'

const commands: Readonly<Record<string, Command>> = {
  migrate: migrateDatabase,
  import: importFolder,
  export: exportDirectory,
  due: listDue,
  jobs: listJobs,
  'administrator-link': administratorLink,
  'new-migration': newMigration,
  'check-migrations': checkMigrations,
  openapi: writeOpenapi,
  check: checkGenerated,
}

const [name = '', ...given] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
// Options may stand anywhere; commands get them after the words.
const [words, options] = [given.filter((value) => !value.startsWith('--')), given.filter((value) => value.startsWith('--'))]
const values = command?.readsOptions === true ? given : [...words, ...options]
const isWanted = (value: string, index: number) => index < words.length || command?.parameters[index] === `[${value}]`
const wordsWanted = command?.parameters.filter((parameter) => !parameter.startsWith('[')).length
if (command === undefined || (command.readsOptions !== true && (words.length !== wordsWanted || !values.every(isWanted)))) {
  const lines = Object.entries(commands).map(([word, { parameters, meaning }]) => `  ${[word, ...parameters].join(' ').padEnd(26)} ${meaning}`)
  console.error(`Usage: npm run -s cli -- <command>\n\n${lines.join('\n')}`)
  process.exitCode = 1
} else {
  try {
    process.exitCode = await command.run(values, console.log)
  } catch (error) {
    console.error(sayFault(error))
    process.exitCode = 1
  }
}
