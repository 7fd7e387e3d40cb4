import { z } from 'zod'
import type { Notice } from '../../help/choice.ts'

const meanings: Readonly<Record<Notice['id'], string>> = {
  adjusted: 'another situation was answered than the one that was asked',
  worldwide_only: 'the directory knows no service of the country itself',
  emergency_only: 'the directory knows no service at all; guidance and emergency number are all there is',
  emergency_unknown: 'the directory knows no emergency number of the country',
  machine_translation: 'the guidance was translated by a program and nobody has reviewed it',
  unverified: 'nobody has checked yet that some of these services work',
}

const ids = Object.keys(meanings) as [Notice['id'], ...Notice['id'][]]

const noticeId = z.enum(ids).meta({
  id: 'NoticeId',
  description: `What a notice is about:\n\n${ids.map((id) => `* \`${id}\`: ${meanings[id]}.`).join('\n')}`,
})

export const noticeView = z
  .object({
    id: noticeId.meta({ description: 'What it is about.' }),
    text: z.string().meta({ description: 'The sentence to show, in the language of the answer.' }),
  })
  .meta({ id: 'Notice', description: 'What the reader must know about the answer as a whole.' })

export function viewNotice({ id, text }: Notice): z.output<typeof noticeView> {
  return { id, text }
}
