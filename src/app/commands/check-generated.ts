import { checkMigrations } from './check-migrations.ts'
import type { Command } from './command.ts'
import { writeOpenapi } from './write-openapi.ts'

export const checkGenerated: Command = {
  parameters: [],
  meaning: 'Check that everything generated is current (for developers).',
  async run(_, print) {
    const codes = [await checkMigrations.run([], print), await writeOpenapi.run(['--check'], print)]
    return Math.max(...codes)
  },
}
