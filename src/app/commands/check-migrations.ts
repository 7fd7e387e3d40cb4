import { findMissingMigration } from '../../db/find-missing-migration.ts'
import type { Command } from './command.ts'

export const checkMigrations: Command = {
  parameters: [],
  meaning: 'Check that the migrations lead to prisma/schema.prisma (for developers). Needs no database.',
  async run(_, print) {
    const missing = await findMissingMigration()
    if (missing === '') {
      print('The migrations lead to prisma/schema.prisma.')
      return 0
    }
    print(`prisma/schema.prisma has changes that no migration makes. Mend with: npm run -s cli -- new-migration <name>\n\n${missing}`)
    return 1
  },
}
