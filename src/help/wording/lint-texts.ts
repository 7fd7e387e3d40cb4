import { lintWording } from './lint-wording.ts'
import type { WordingContext } from './wording-context.ts'
import type { ContentFinding } from './wording-finding.ts'

/** Words in several texts of one language, each with its place in the content. */
export function lintTexts(
  texts: readonly { pointer: string; text: string | null }[],
  locale: string,
  context: WordingContext,
): ContentFinding[] {
  return texts.flatMap(({ pointer, text }) =>
    text === null ? [] : lintWording(text, locale, context).map((finding) => ({ pointer, locale, ...finding })),
  )
}
