import type { Database } from '../../src/db/client.ts'

/** A digest of every row of every table of ours: equal when nothing was written, changed or removed. */
export async function wholeDatabase({ prisma }: Database): Promise<string> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS "name" FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY tablename`
  const parts = tables.map(({ name }) => `SELECT '${name}' AS t, coalesce(md5(string_agg(r::text, E'\\n' ORDER BY r::text)), '') AS d FROM ${name} AS r`)
  const rows = await prisma.$queryRawUnsafe<{ digest: string }[]>(`SELECT md5(string_agg(t || d, ',' ORDER BY t)) AS digest FROM (${parts.join(' UNION ALL ')}) AS all_tables`)
  return rows[0]?.digest ?? ''
}
