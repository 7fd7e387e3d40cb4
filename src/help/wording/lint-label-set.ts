import type { LabelSetContent } from '../label-set.ts'
import { lintTexts } from './lint-texts.ts'
import type { WordingContext } from './wording-context.ts'
import type { ContentFinding } from './wording-finding.ts'

/** Everybody reads the same menus, whatever happened to them or worries them. */
const context: WordingContext = { place: 'label', audiences: [], minor: true, ownBehaviour: true }

/** Words in the labels of a language that break a rule. */
export function lintLabelSet({ locale, labels }: Pick<LabelSetContent, 'locale' | 'labels'>): ContentFinding[] {
  return lintTexts(
    Object.entries(labels).map(([key, text]) => ({ pointer: `/labels/${key}`, text })),
    locale,
    context,
  )
}
