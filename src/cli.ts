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
const mistake = command === undefined ? unknownCommand() : command.readsOptions === true ? null : mistakeIn(command)

if ([name, ...given].some((value) => value === '--help' || value === '-h') || name === 'help') {
  console.log(usage(command === undefined ? commands : { [name]: command }))
} else if (command === undefined || mistake !== null) {
  console.error(`${mistake}${usage(command === undefined ? commands : { [name]: command })}`)
  process.exitCode = 1
} else {
  try {
    process.exitCode = await command.run(values, console.log)
  } catch (error) {
    console.error(sayFault(error))
    process.exitCode = 1
  }
}

function usage(shown: Readonly<Record<string, Command>>): string {
  const lines = Object.entries(shown).map(([word, { parameters, meaning }]) => `  ${[word, ...parameters].join(' ').padEnd(26)} ${meaning}`)
  const [only, another] = Object.values(shown)
  const written = (another === undefined && only?.usage) || 'npm run -s cli -- <command>'
  return `Usage: ${written}\n\n${lines.join('\n')}`
}

function unknownCommand(): string {
  return name === '' ? '' : `There is no command ${JSON.stringify(name)}.\n\n`
}

/** What is wrong with the words and options after the name of a command that does not read them itself. */
function mistakeIn({ parameters }: Command): string | null {
  const wanted = parameters.filter((parameter) => !parameter.startsWith('['))
  const missing = wanted.slice(words.length)
  const surplus = [...words.slice(wanted.length), ...options.filter((option, index) => !parameters.includes(`[${option}]`) || options.indexOf(option) !== index)]
  if (missing.length === 0 && surplus.length === 0) return null
  const told = [...missing.map((parameter) => `${parameter} is missing`), ...surplus.map((value) => `${JSON.stringify(value)} is not known here`)]
  return `${name}: ${told.join('; ')}.\n\n`
}
