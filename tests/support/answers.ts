import { checklists } from '../../src/directory/verification/checklists.ts'

/** Every question of a method answered with yes, but for those named. */
export function answersOf(method: keyof typeof checklists, wrong: readonly string[] = []): Record<string, boolean> {
  return Object.fromEntries(Object.keys(checklists[method]).map((question) => [question, !wrong.includes(question)]))
}
