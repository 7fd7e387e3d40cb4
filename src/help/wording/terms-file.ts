/** The words of one language: what a translator reads, corrects and signs. */
import { z } from 'zod'
import { parsePattern, parsePhrase } from './parse-pattern.ts'
import { wordingRules } from './wording-rules.ts'

function readable(parse: (text: string) => unknown) {
  return z.string().superRefine((text, context) => {
    try {
      parse(text)
    } catch (fault) {
      context.addIssue({ code: 'custom', message: fault instanceof Error ? fault.message : 'is not understood' })
    }
  })
}
const pattern = readable(parsePattern)
const phrase = readable(parsePhrase)

const ruleWords = z.strictObject({
  /** What breaks the rule. */
  find: z.array(pattern).min(1),
  /** What makes it right after all: a find that shares a word with one of these is not reported. */
  pass: z.array(pattern).default([]),
  /** Words to use instead. */
  instead: z.string().min(1).nullable().default(null),
})

export const termsFile = z
  .strictObject({
    /** The tag of the language, with the script where the language has several; `mul` for words that are the same in all. */
    language: z.string(),
    /** People who know the language and the subject and have read the whole file, each with the day. */
    signed: z.array(z.strictObject({ by: z.string().min(1), on: z.iso.date() })),
    /**
     * Lists that patterns name as `<list>`. Two have a meaning of their own: a word of `but` begins a new clause (do not pay,
     * *but* …), and a word of `or` after a comma goes on with a list (do not save, *or* send, …).
     */
    lists: z.record(z.string().regex(/^[a-z_]+$/), z.array(phrase).min(1)),
    rules: z.record(z.string(), ruleWords),
  })
  .superRefine((file, context) => {
    for (const [id, { find, pass }] of Object.entries(file.rules)) {
      if (!wordingRules.some((rule) => rule.id === id))
        context.addIssue({ code: 'custom', path: ['rules', id], message: 'is not a rule of rules.json' })
      for (const name of [...find, ...pass].flatMap((text) => text.match(/(?<=<)[a-z_]+(?=>)/gu) ?? [])) {
        if (!Object.hasOwn(file.lists, name))
          context.addIssue({ code: 'custom', path: ['rules', id], message: `names the list <${name}>, which is not there` })
      }
    }
  })
export type TermsFile = z.infer<typeof termsFile>
