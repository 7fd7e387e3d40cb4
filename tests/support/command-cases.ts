import type { Operation } from '../../src/directory/permissions.ts'
import type { Noun } from '../../src/directory/life/living.ts'
import { aLivingAfter, type Step } from './a-living-after.ts'
import { answersOf } from './answers.ts'
import type { CommandCase } from './command-case.ts'
import type { Editing } from './editing.ts'
import { peopleCases } from './people-cases.ts'
import { anOrganisation, aPerson } from './people.ts'
import { aClaim, aProblem, aPublishedOrganisation } from './problems-and-claims.ts'

/** How each command can succeed. A command without a case fails the contract test. */
export const commandCases: Readonly<Partial<Record<Operation, (editing: Editing) => Promise<CommandCase>>>> = {
  ...lifeCases('listing'),
  ...lifeCases('guidance'),
  ...peopleCases,
  'listing.verify': async (editing) => {
    const { id, author } = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
    const checked = { method: 'dialled', checkedAt: editing.clock.now, revision: 1, evidence: 'Called.', checklist: answersOf('dialled') }
    return { principal: author.principal, input: { id, ...checked } }
  },
  'problem.accept': (editing) => closing(editing),
  'problem.dismiss': (editing) => closing(editing),
  'claim.accept': async (editing) => {
    const { organisationId } = await aPublishedOrganisation(editing, { contactEmail: 'contact@ngo.example.org' })
    const { principal } = await aPerson(editing.database, { platformRole: 'curator' })
    return { principal, input: { id: await aClaim(editing.database, { organisationId }, 'remove_us'), organisationName: null, reason: null } }
  },
  'claim.dismiss': async (editing) => {
    const { principal } = await aPerson(editing.database, { platformRole: 'curator' })
    const organisationId = await anOrganisation(editing.database)
    return { principal, input: { id: await aClaim(editing.database, { organisationId }, 'this_is_us'), reason: 'They are somebody else.' } }
  },
}

async function closing(editing: Editing): Promise<CommandCase> {
  const { id, author } = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
  return { principal: author.principal, input: { id: await aProblem(editing.database, id), reason: 'Called, they answer.' } }
}

function lifeCases(noun: Noun): Partial<Record<Operation, (editing: Editing) => Promise<CommandCase>>> {
  const after = (steps: Step[], who: 'author' | 'reviewer', input: object) => async (editing: Editing) => {
    const living = await aLivingAfter(editing, noun, ...steps)
    return { principal: living[who].principal, input: { id: living.id, ...input } }
  }
  const approved: Step[] = ['submit', 'approve']
  return {
    [`${noun}.create`]: async (editing: Editing) => {
      const { author, organisationId, content } = await aLivingAfter(editing, noun)
      return { principal: author.principal, input: { ...(noun === 'listing' ? { organisationId } : {}), slug: null, content, note: 'New.' } }
    },
    [`${noun}.revise`]: async (editing: Editing) => {
      const { id, author, content } = await aLivingAfter(editing, noun, 'submit')
      return { principal: author.principal, input: { id, content, note: 'Better.' } }
    },
    [`${noun}.restore`]: after(['submit'], 'author', { number: 1, note: 'As before.' }),
    [`${noun}.submit`]: after([], 'author', { note: null }),
    [`${noun}.withdraw`]: after(['submit'], 'author', { reason: null }),
    [`${noun}.approve`]: after(['submit'], 'reviewer', { note: null }),
    [`${noun}.return`]: after(['submit'], 'reviewer', { reason: 'A word is missing.' }),
    [`${noun}.publish`]: after(approved, 'reviewer', { note: null }),
    [`${noun}.suspend`]: after([...approved, 'publish'], 'reviewer', { reason: 'Nobody answers.' }),
    [`${noun}.resume`]: after([...approved, 'publish', 'suspend'], 'reviewer', { reason: 'They answer again.' }),
    [`${noun}.retire`]: after([...approved, 'publish'], 'reviewer', { reason: 'The service ended.' }),
  }
}
