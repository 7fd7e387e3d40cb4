import { type LabelSetContent, labelSetContent } from '../../help/label-set.ts'
import { lintLabelSet } from '../../help/wording/lint-label-set.ts'
import type { LocaleTexts } from './locale-texts.ts'
import { plainWords } from './plain-words.ts'
import { jsonPointer, type RowFault } from './row-fault.ts'
import { wordingFault } from './wording-fault.ts'

/**
 * The labels of one language. A label that does not fit is left out, so that screens show the English one: one that English
 * does not know, or whose `{placeholders}` differ from the English ones and would leave a hole in the sentence.
 */
export function labelsFromTexts(
  texts: LocaleTexts,
  english: Readonly<Record<string, string>>,
): { labelSet: LabelSetContent; faults: RowFault[] } {
  const faults: RowFault[] = []
  const labels: Record<string, string> = {}
  for (const [key, text] of Object.entries(texts.labels)) {
    const reason = faultOf(key, text, english)
    if (reason === null) labels[key] = text
    else faults.push({ field: jsonPointer(['labels', key]), reason, effect: 'part_left_out' })
  }
  for (const finding of lintLabelSet({ locale: texts.locale, labels })) {
    const { path, ...fault } = wordingFault(finding, 'part_left_out')
    faults.push({ field: jsonPointer(path), ...fault })
    if (finding.severity === 'error') delete labels[String(path[1])]
  }
  return { labelSet: { locale: texts.locale, origin: texts.origin, reviewed: texts.reviewed, labels }, faults }
}

function faultOf(key: string, text: string, english: Readonly<Record<string, string>>): string | null {
  const issue = labelSetContent.shape.labels.safeParse({ [key]: text }, { error: plainWords }).error?.issues[0]
  if (issue !== undefined) return issue.message
  const original = Object.hasOwn(english, key) ? english[key] : undefined
  if (original === undefined) return 'is not a label of the English texts'
  const [wanted, found] = [placeholdersOf(original), placeholdersOf(text)]
  return wanted === found
    ? null
    : `has ${found === '' ? 'no placeholder' : found} where English has ${wanted === '' ? 'none' : wanted}`
}

function placeholdersOf(text: string): string {
  return [...new Set(text.match(/\{[^}]*\}/g))].toSorted().join(' ')
}
