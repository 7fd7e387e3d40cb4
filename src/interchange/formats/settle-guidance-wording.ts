import type { GuidanceContent } from '../../help/guidance-content.ts'
import { lintGuidance } from '../../help/wording/lint-guidance.ts'
import { type WordingFault, wordingFault } from './wording-fault.ts'

/** A fault in the text of a language; its path begins inside that text. */
export type GuidanceWordingFault = WordingFault & { locale: string }

/** Leaves out every language whose text has words that must not be published; `null` when none is left. */
export function settleGuidanceWording(content: GuidanceContent): {
  content: GuidanceContent | null
  faults: GuidanceWordingFault[]
} {
  const findings = lintGuidance(content)
  if (findings.length === 0) return { content, faults: [] }
  const broken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ locale }) => locale))
  const texts = content.texts.filter(({ locale }) => !broken.has(locale))
  return {
    content: texts.length === 0 ? null : { ...content, texts },
    faults: findings.map((finding) => {
      const fault = wordingFault(finding, 'part_left_out')
      return { ...fault, path: fault.path.slice(2), locale: finding.locale }
    }),
  }
}
