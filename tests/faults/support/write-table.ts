import type { Row } from './row.ts'

const heads = ['fault', 'sent', 'failed', 'wrong', 'backward', 'refused', 'published', 'skipped', 'visible', 'seen'] as const

/** The rows as one Markdown table, its columns under each other; below it what should not be. */
export function writeTable(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  const write = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = heads, ...rest] = lines
  const problems = rows.flatMap(({ fault, problems: found }) => found.map((problem) => `${fault}: ${problem}`))
  return [write(head), write(widths.map((width) => '-'.repeat(width))), ...rest.map(write), '', ...problems].join('\n')
}

function cellsOf({ fault, answers, published, visibleMs, notes }: Row): string[] {
  const count = (what: 'sent' | 'failed' | 'wrong' | 'backward' | 'refused' | 'skipped') => (answers === null ? '' : String(answers[what]))
  const visible = visibleMs === null ? '' : `${Math.round(visibleMs)} ms`
  return [fault, count('sent'), count('failed'), count('wrong'), count('backward'), count('refused'), String(published), count('skipped'), visible, notes.join(', ')]
}
