import { cpus, totalmem } from 'node:os'
import type { Bound } from './bounds/bound.ts'
import type { Figures } from './figures.ts'
import type { DirectoryReport } from './run-bench.ts'
import { versionOf } from './version-of.ts'
import type { RowResult } from './rows/measure-row.ts'

type Report = { reports: readonly DirectoryReport[]; others: readonly Bound[]; seconds: number }

const whole = (value: number) => Math.round(value).toLocaleString('en')
const short = (value: number) => (value >= 100 ? whole(value) : value >= 10 ? value.toFixed(0) : value.toFixed(2))

/** The median, with the smallest and largest of the rounds in brackets. */
function spread(figures: Figures | undefined): string {
  if (figures === undefined) return '–'
  return `${short(figures.median)} (${short(figures.least)}–${short(figures.most)})`
}

/** The table, the machine and the versions; in Markdown, so that it can stand in docs/performance.md as it is. */
export function writeReport({ reports, others, seconds }: Report): string {
  const lines: string[] = []
  const [cpu] = cpus()
  lines.push(`${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${whole(totalmem() / 1e9)} GB; ${process.platform} ${process.arch}; Node ${process.version}`)
  lines.push(`fastify ${versionOf('fastify')}, @prisma/client ${versionOf('@prisma/client')}, autocannon ${versionOf('autocannon')}; ${whole(seconds)} s`)
  for (const report of reports) {
    if (report.rows.length === 0) continue
    lines.push('', `**${whole(report.listings)} listings**`, '')
    lines.push(
      ...table(
      ['asked', 'bytes', 'requests/s', '÷ bare Fastify', '÷ node:http', '÷ Fastify + Prisma', 'CPU µs', 'CPU ÷ bare Fastify', 'user ÷ bare Fastify', 'user ÷ node:http', 'p99 ms', 'busy', 'refused', 'aim'],
      report.rows.filter(({ by }) => by.smallDirectory === undefined).map(cells),
      ),
    )
  }
  const versus = reports.flatMap((report) => report.rows).filter(({ by }) => by.smallDirectory !== undefined)
  const bounds = [
    ...versus.map(({ ratios }) => ['throughput of the large directory ÷ that of the seed alone', '', spread(ratios.smallDirectory), '≥ 0.90', verdict((ratios.smallDirectory?.median ?? 0) >= 0.9)]),
    ...[...reports.flatMap((report) => report.bounds), ...others].map(({ title, listings, figure, unit, aim }) => [
      title,
      listings === 0 ? '' : whole(listings),
      `${short(figure)} ${unit}`,
      aim === null ? '' : `< ${whole(aim)} ${unit}`,
      aim === null ? '' : verdict(figure < aim),
    ]),
  ]
  if (bounds.length > 0) lines.push('', '**Bounds**', '', ...table(['what', 'listings', 'figure', 'aim', ''], bounds))
  return lines.join('\n')
}

function cells({ row, bytes, by, ratios, cpuRatios, userRatios }: RowResult): string[] {
  const own = by.directory
  const ratio = ratios.bareFastify?.median
  return [
    row.title,
    whole(bytes),
    whole(own?.perSecond.median ?? 0),
    spread(ratios.bareFastify),
    spread(ratios.bareHttp),
    spread(ratios.naive),
    short(own?.cpuMicros.median ?? 0),
    spread(cpuRatios.bareFastify),
    spread(userRatios.bareFastify),
    spread(userRatios.bareHttp),
    short(own?.p99.median ?? 0),
    `${whole((own?.busy.median ?? 0) * 100)} %`,
    (own?.refused.most ?? 0) === 0 ? '' : `${((own?.refused.median ?? 0) * 100).toFixed(1)} % (≤ ${((own?.refused.most ?? 0) * 100).toFixed(1)} %)`,
    row.aim === null || ratio === undefined ? '' : `≥ ${row.aim.toFixed(2)} ${verdict(ratio >= row.aim)}`,
  ]
}

function verdict(met: boolean): string {
  return met ? 'met' : '**missed**'
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const fill = (cell: string, column: number) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`
  return [
    line(heads.map(fill)),
    line(widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))),
    ...rows.map((row) => line(row.map(fill))),
  ]
}
