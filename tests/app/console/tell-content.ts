import type { LightMyRequestResponse } from 'fastify'
import { editableGuidance } from '../../support/editable-guidance.ts'
import { aClaim } from '../../support/problems-and-claims.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { answersOf } from '../../support/answers.ts'
import type { Asker, World } from './open-world.ts'
import type { People } from './tell-people.ts'

/** The content of a listing, with nothing that has a default. */
const exampleContent = {
  kind: 'support_line',
  countries: ['GB'],
  timeZone: 'Europe/London',
  officialName: { locale: 'en', text: 'Example Child Helpline' },
  names: [{ locale: 'en', text: 'Example Child Helpline', origin: 'original', reviewed: true }],
  texts: [
    {
      locale: 'en',
      readingLevel: 'standard',
      summary: 'Free and confidential help for anyone under 18, about anything.',
      whatHappens: 'A counsellor answers and listens. You decide what you tell.',
      confidentialityLimits: 'They tell somebody only when your life is in danger.',
      origin: 'original',
      reviewed: true,
    },
  ],
  languages: ['en'],
  audiences: ['child'],
  minAge: null,
  maxAge: 17,
  channels: [
    {
      type: 'phone',
      value: '08081570123',
      display: '0808 157 0123',
      reachableFrom: 'in_country',
      cost: 'free',
      hours: { mode: 'weekly', weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], opens: '09:00', closes: '21:00' }], publicHolidays: 'closed' },
    },
    { type: 'website', value: 'https://helpline.example.org/chat', reachableFrom: 'anywhere' },
  ],
  anonymous: true,
  confidential: true,
  sources: [{ url: 'https://helpline.example.org/contact', date: '2026-03-01', showed: 'The number, the hours and who may call.' }],
  editorsNote: 'The number changes with the new office in autumn.',
}

const tagOf = (response: LightMyRequestResponse) => ({ 'if-match': String(response.headers['etag']) })

/** A listing or guidance through its whole life, written by one and reviewed by the other. */
async function tellLife(world: World, noun: 'Listing' | 'Guidance', writer: Asker, reviewer: Asker, first: object, content: object): Promise<{ id: string }> {
  const { ask } = world
  const step = async (who: Asker, verb: string, body: object, before: LightMyRequestResponse) => ask(who, `${verb}${noun}`, { path: { id }, body, headers: tagOf(before) })
  await ask(writer, `check${noun}`, { body: { content } })
  const created = await ask(writer, `create${noun}`, { body: { ...first, content, note: 'As our web site has it.' }, headers: { 'idempotency-key': `a-${noun}` } })
  await ask(writer, `create${noun}`, { body: { ...first, content: {}, note: 'Empty.' } }, 400)
  const { id } = created.json<{ id: string }>()
  await ask(writer, `submit${noun}`, { path: { id }, body: {} }, 428)
  const read = await ask(writer, `getEdited${noun}`, { path: { id } })
  const submitted = await step(writer, 'submit', { note: 'Please look at the hours.' }, read)
  await ask(writer, `submit${noun}`, { path: { id }, body: {}, headers: tagOf(submitted) }, 409)
  const withdrawn = await step(writer, 'withdraw', { reason: 'The hours were wrong.' }, submitted)
  const revised = await step(writer, 'revise', { content: { ...content, editorsNote: null }, note: 'Without the note.' }, withdrawn)
  await ask(writer, `revise${noun}`, { path: { id }, body: { content, note: 'As I saw it.' }, headers: tagOf(withdrawn) }, 412)
  await ask(writer, `restore${noun}`, { path: { id }, body: { number: 1, note: 'As I saw it.' }, headers: tagOf(withdrawn) }, 412)
  const again = await step(writer, 'submit', {}, revised)
  const returned = await step(reviewer, 'return', { reason: 'The note was useful, please keep it.' }, again)
  const restored = await step(writer, 'restore', { number: 1, note: 'With the note.' }, returned)
  await ask(reviewer, `get${noun}Revision`, { path: { id, number: '2' } })
  await ask(reviewer, `list${noun}Revisions`, { path: { id } })
  const waiting = await step(writer, 'submit', {}, restored)
  await ask(reviewer, 'listReviews')
  const approved = await step(reviewer, 'approve', { note: 'Called, and all is right.' }, waiting)
  const published = await step(reviewer, 'publish', {}, approved)
  const suspended = await ask(reviewer, `suspend${noun}`, { path: { id }, body: { reason: 'The number is dead.' } })
  await step(reviewer, 'resume', { reason: 'They mended it.' }, suspended)
  await ask(reviewer, `get${noun}Revision`, { path: { id, number: '99' } }, 404)
  await ask(writer, `listEdited${noun === 'Listing' ? 'Listings' : 'Guidance'}`, { query: { state: 'published' } })
  if (published.statusCode !== 200) throw new Error(published.body)
  return { id }
}

/** The first listing of the organisation, guidance, checks, and what the public says. */
export async function tellContent(world: World, people: People): Promise<void> {
  const { ask } = world
  const { ada, berit, maria, eino, organisationId } = people
  const { id } = await tellLife(world, 'Listing', eino, maria, { organisationId, slug: 'gb-example-child-helpline' }, exampleContent)
  const guidance = await tellLife(world, 'Guidance', ada, berit, {}, editableGuidance({ editorsNote: 'Ask the youth panel about the second step.' }))
  await ask(eino, 'approveListing', { path: { id }, body: {}, headers: { 'if-match': '"1.1"' } }, 403)
  await ask(eino, 'getEditedGuidance', { path: { id: guidance.id } }, 404)
  await ask(world.newBrowser(), 'getEditedListing', { path: { id } }, 401)
  await ask(eino, 'suspendListing', { path: { id }, body: { reason: 'x' }, headers: { origin: 'https://elsewhere.example.com' } }, 403)
  const bad = { ...exampleContent, texts: exampleContent.texts.map((text) => ({ ...text, reviewed: false, summary: 'We keep everything secret, we promise: <b>tell nobody</b>.' })) }
  await ask(eino, 'checkListing', { body: { content: bad } })
  const draft = await ask(eino, 'createListing', { body: { organisationId, content: bad, note: 'A try.' } })
  const other = { id: draft.json<{ id: string }>().id }
  await ask(eino, 'submitListing', { path: other, body: {}, headers: tagOf(draft) }, 422)
  await ask(maria, 'retireListing', { path: other, body: { reason: 'It was only a try.' }, headers: tagOf(draft) })
  await ask(berit, 'retireGuidance', { path: guidance, body: { reason: 'Another text says it better.' }, headers: tagOf(await ask(berit, 'getEditedGuidance', { path: guidance })) })
  await tellChecks(world, people, id)
  await tellClaims(world, people)
  const given = await ask(ada, 'createOrganisation', { body: { name: 'Example Helplines Together', country: 'GB' } })
  const now = await ask(ada, 'getEditedListing', { path: { id } })
  const body = { organisationId: given.json<{ id: string }>().id, reason: 'They run it together since this year.' }
  const assigned = await ask(ada, 'assignListing', { path: { id }, body, headers: tagOf(now) })
  await ask(ada, 'assignListing', { path: { id }, body: { organisationId, reason: 'It was a mistake.' }, headers: tagOf(assigned) })
  await ask(ada, 'listJobs')
  await ask(ada, 'listGaps', { query: { country: 'GB', limit: '2' } })
}

async function tellChecks(world: World, { maria, eino }: People, id: string): Promise<void> {
  const { ask, server } = world
  const seen = (verb: string) => ({ method: verb, checkedAt: world.now().toISOString(), revision: 3 })
  await ask(eino, 'listChecklists')
  await ask(eino, 'listDueVerifications')
  const wrong = { ...seen('dialled'), evidence: 'Nobody answered in ten minutes.', checklist: answersOf('dialled', ['answered']) }
  await ask(eino, 'recordVerification', { path: { id }, body: wrong }, 422)
  const right = { ...seen('dialled'), evidence: 'Called at 12:04, answered after two minutes.', checklist: answersOf('dialled') }
  await ask(eino, 'recordVerification', { path: { id }, body: right, headers: { 'idempotency-key': 'a-check' } })
  await ask(eino, 'listVerifications', { path: { id } })
  const report = async (kind: string) => {
    world.tick()
    const url = '/v1/listings/gb-example-child-helpline/problems'
    const response = await server.app.inject({ method: 'POST', url, payload: JSON.stringify({ kind }), headers: { 'content-type': 'application/json' } })
    if (response.statusCode !== 202) throw new Error(response.body)
  }
  await waitUntil('the listing is public', async () => (await server.app.inject('/v1/listings/gb-example-child-helpline')).statusCode === 200)
  await report('no_answer')
  await report('not_helpful')
  const { problems } = (await ask(eino, 'listProblems')).json<{ problems: { id: string; kind: string }[] }>()
  const named = (kind: string) => ({ path: { id: problems.find((problem) => problem.kind === kind)?.id ?? '' } })
  await ask(maria, 'acceptProblem', { ...named('no_answer'), body: { reason: 'The line was down on Monday morning, and works again.' } })
  await ask(maria, 'dismissProblem', { ...named('not_helpful'), body: { reason: 'Nothing that we could mend.' } })
}

async function tellClaims(world: World, { ada }: People): Promise<void> {
  const { ask } = world
  const organisation = await ask(ada, 'createOrganisation', { body: { name: 'Helpline without an account', url: 'https://ngo.example.org' } })
  const { id: organisationId } = organisation.json<{ id: string }>()
  const wrong = await aClaim(world.database, { organisationId }, 'remove_us')
  await ask(ada, 'listClaims')
  await ask(ada, 'listClaims', { query: { colour: 'blue' } }, 400)
  await ask(ada, 'dismissClaim', { path: { id: wrong }, body: { reason: 'They said on the telephone that it was not them.' } })
  const right = await aClaim(world.database, { organisationId }, 'this_is_us')
  await ask(ada, 'acceptClaim', { path: { id: right }, body: {} })
}
