import { z } from 'zod'
import type { LeftOutRule } from '../../help/allow-listing.ts'
import type { HelpChoice } from '../../help/choice.ts'

/** What each rule that leaves a listing out says, for the callers who ask with `explain`. */
const meanings: Readonly<Record<LeftOutRule, string>> = {
  S1: 'prevention services are only for those who are in a situation of their own thoughts or acts',
  S2: 'a minor gets only prevention services made for young people, on contacts that no service for adults answers',
  S3: 'the last check is too long ago',
  S4: 'none of its channels works from this country',
  S5: 'it has nothing but the emergency number, which is shown as such',
  S6: 'each section holds its own kind of help',
  S7: 'the police are never shown alone',
  S8: 'it removes pictures of adults only',
  S9: 'below 16, no channel is left that is free and needs neither account nor ID',
  S10: 'its web address is not safe to open',
  S11: 'a child under 10 gets two listings at most, and neither police nor hotlines',
  S12: 'its web address could tell somebody else where the person looked',
  situation: 'this situation shows no such help',
  condition: 'this situation shows such help only together with a topic that was not sent',
  place: 'it serves another part of the country',
  audience: 'it is for others',
  age: 'it is for other ages',
  ends_at_18: 'it ends at 18, and the person is a grown-up',
  national_first: 'a service of the country itself is shown instead',
  already_shown: 'another section shows it already',
  limit: 'the section is full',
}

const rules = Object.keys(meanings) as [LeftOutRule, ...LeftOutRule[]]

const leftOutRule = z.enum(rules).meta({
  id: 'LeftOutRule',
  description: `Why a listing was left out:\n\n${rules.map((rule) => `* \`${rule}\`: ${meanings[rule]}.`).join('\n')}`,
})

export const leftOutView = z
  .object({
    slug: z.string().meta({ description: 'The listing that was left out.' }),
    rule: leftOutRule.meta({ description: 'The rule that left it out.' }),
  })
  .meta({ id: 'LeftOut', description: 'A listing that was considered and is not in the answer.' })

export function viewLeftOut({ slug, rule }: HelpChoice['leftOut'][number]): z.output<typeof leftOutView> {
  return { slug, rule }
}
