import path from 'node:path'
import { expect, it } from 'vitest'
import { operations, permissions } from '../../src/directory/permissions.ts'

const platform = ['administrator', 'curator'] as const
const organisation = ['manager', 'reviewer', 'editor', 'viewer'] as const

/** The table of permissions as people read it. */
function table(): string {
  const head = ['operation', ...platform, ...organisation, 'key']
  const rows = operations.map((operation) => {
    const grant: { platform: readonly string[]; organisation: readonly string[]; key: string | null } = permissions[operation]
    const mark = (is: boolean) => (is ? 'yes' : '')
    return [
      `\`${operation}\``,
      ...platform.map((role) => mark(grant.platform.includes(role))),
      ...organisation.map((role) => mark(grant.organisation.includes(role))),
      grant.key ?? '',
    ]
  })
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const text = () => `# Who may do what

Written from \`src/directory/permissions.ts\`; mend it with \`npx vitest run tests/docs/permissions.test.ts -u\`.

Administrators and curators may do it in every organisation; the other roles in their own; a key in its own, with that scope, and
never more than the person it belongs to. Whoever is not in a row may not do it. Reviewers, managers, curators and administrators need a second
factor for everything. Nobody approves what they wrote themselves.

${table()}
`

it('is in the documents as the code has it', async () => {
  await expect(text()).toMatchFileSnapshot(path.join(import.meta.dirname, '../../docs/permissions.md'))
})
