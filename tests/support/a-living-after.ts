import type { Noun } from '../../src/directory/life/living.ts'
import { editableGuidance } from './editable-guidance.ts'
import { editableListing } from './editable-listing.ts'
import type { Editing } from './editing.ts'
import { anOrganisation, aPerson } from './people.ts'

export type Step = 'submit' | 'approve' | 'publish' | 'suspend'

/** A listing or guidance after these steps, with the people who took them. */
export async function aLivingAfter(editing: Editing, noun: Noun, ...steps: Step[]) {
  const organisationId = await anOrganisation(editing.database)
  const [author, reviewer] =
    noun === 'listing'
      ? [await aPerson(editing.database, { roles: { [organisationId]: 'editor' } }), await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })]
      : [await aPerson(editing.database, { platformRole: 'curator' }), await aPerson(editing.database, { platformRole: 'curator' })]
  const created = noun === 'listing' ? { organisationId, content: editableListing(), note: 'New.' } : { content: editableGuidance(), note: 'New.' }
  const url = `/v1/console/${noun === 'listing' ? 'listings' : 'guidance'}`
  let answer = await editing.as(author.principal, 'POST', url, { body: created })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  const { id } = answer.json<{ id: string }>()
  for (const step of steps) {
    const who = step === 'submit' ? author : reviewer
    const body = step === 'suspend' ? { reason: 'Nobody answers.' } : {}
    answer = await editing.as(who.principal, 'POST', `${url}/${id}/${step}`, { body, ifMatch: String(answer.headers['etag']) })
    if (answer.statusCode !== 200) throw new Error(`${step}: ${answer.body}`)
  }
  return { id, tag: String(answer.headers['etag']).slice(1, -1), organisationId, author, reviewer, content: created.content }
}
