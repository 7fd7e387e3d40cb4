import type { Situation } from '../vocabulary.ts'
import type { GuidanceContent } from '../guidance-content.ts'
import { lintTexts } from './lint-texts.ts'
import type { WordingContext } from './wording-context.ts'
import type { ContentFinding } from './wording-finding.ts'

type GuidanceTexts = Pick<GuidanceContent, 'situation' | 'audience' | 'ageBands' | 'texts'>

/** About what the reader, or the reader's child, thinks or does; whoever searched for abuse may be a child who needs help. */
const aboutOwnBehaviour: readonly Situation[] = [
  'abuse_search_blocked',
  'contact_attempt_stopped',
  'own_thoughts',
  'child_behaves_harmfully',
]

/** Words in the texts of a guidance that break a rule; what only editors read is not looked at. */
export function lintGuidance(content: GuidanceTexts): ContentFinding[] {
  const context = contextOf(content)
  return content.texts.flatMap(({ locale, plain, standard }, index) =>
    [{ level: 'plain', text: plain }, { level: 'standard', text: standard }].flatMap(({ level, text }) => {
      if (text === null) return []
      const pointer = `/texts/${index}/${level}`
      return lintTexts(
        [
          { pointer: `${pointer}/title`, text: text.title },
          { pointer: `${pointer}/body`, text: text.body },
          ...text.steps.map((step, position) => ({ pointer: `${pointer}/steps/${position}`, text: step })),
        ],
        locale,
        context,
      )
    }),
  )
}

/** For parents, others and professionals the age band is the child's, so only these two audiences can be minors themselves. */
function contextOf({ situation, audience, ageBands }: GuidanceTexts): WordingContext {
  const asksForMinor = ageBands.some((band) => band !== '18-plus' && band !== 'unknown')
  return {
    place: 'guidance',
    audiences: [audience],
    minor: audience === 'child' || (audience === 'concerned_self' && asksForMinor),
    ownBehaviour: audience === 'concerned_self' || aboutOwnBehaviour.includes(situation),
  }
}
