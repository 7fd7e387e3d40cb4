import { describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { listingView } from '../../src/lookup/views/listing-view.ts'
import { seedPhone } from '../support/seed-phone.ts'
import { getAnswer, getProblem, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { secret, writeListing } from '../support/write-listing.ts'

let now = testNow
const { value } = seedPhone('fi-mll-child-helpline')
const server = useSeededServer({ now: () => now })

const get = (path: string) => getAnswer(server.app, `/v1/listings/${path}`, listingView)

describe('GET /v1/listings/{id or slug}: 200', () => {
  it('gives the listing by slug and by id, also in capitals', async () => {
    const bySlug = await get('fi-mll-child-helpline?country=FI&locale=fi')
    expect(bySlug).toMatchObject({
      slug: 'fi-mll-child-helpline',
      kind: 'support_line',
      countries: ['FI'],
      locale: 'fi',
      revision: 1,
    })
    expect(bySlug.channels.find(({ type }) => type === 'phone')).toMatchObject({ value, uri: `tel:${value}` })
    expect(await get(`${bySlug.id}?country=FI&locale=fi`)).toEqual(bySlug)
    expect(await get(`${bySlug.id.toUpperCase()}?country=FI&locale=fi`)).toEqual(bySlug)
  })

  it('gives no link to a short number where the country is not known', async () => {
    expect((await get('fi-mll-child-helpline')).channels.find(({ type }) => type === 'phone')).toMatchObject({
      value,
      uri: null,
    })
  })

  it('shows nothing that is for editors', async () => {
    const client = await connectOnce(server.database.url)
    const { slug } = await writeListing(client)
    await client.end()
    await server.app.snapshot.refresh()
    const { body } = await server.app.inject(`/v1/listings/${slug}`)
    expect(JSON.parse(body).slug).toBe(slug)
    for (const word of [secret, 'source.example.org', 'sources', 'editorsNote', 'importedAt', 'author', 'tester', 'priority'])
      expect(body).not.toContain(word)
  })
})

describe('GET /v1/listings/{id or slug}: 404', () => {
  it('is one and the same for what never was and what is not public', async () => {
    const client = await connectOnce(server.database.url)
    const hidden = [
      await writeListing(client, {}, 'draft'),
      await writeListing(client, {}, 'in_review'),
      await writeListing(client, {}, 'suspended'),
      await writeListing(client, {}, 'retired'),
    ]
    await client.end()
    await server.app.snapshot.refresh()
    const { requestId: _one, ...never } = await getProblem(server.app, '/v1/listings/never-was')
    expect(never).toMatchObject({ status: 404, code: 'not_found' })
    for (const name of hidden.flatMap(({ id, slug }) => [id, slug])) {
      const { requestId: _other, ...problem } = await getProblem(server.app, `/v1/listings/${name}`)
      expect(problem).toEqual(never)
    }
  })

  it('is the answer for a number of another country', async () => {
    const problem = await getProblem(server.app, '/v1/listings/fi-mll-helpline-swedish?country=SE')
    expect(problem).toMatchObject({ status: 404, code: 'no_contact_there' })
    // What is not public is nowhere, whatever the country.
    expect((await getProblem(server.app, '/v1/listings/nothing?country=SE')).code).toBe('not_found')
  })

  it('is the answer once the time of an unchecked listing is over', async () => {
    now = new Date(testNow.getTime() + 366 * 24 * 60 * 60 * 1000)
    expect((await getProblem(server.app, '/v1/listings/fi-mll-child-helpline')).code).toBe('not_found')
    now = testNow
    expect((await get('fi-mll-child-helpline')).verification.status).toBe('unverified')
  })

  it.each(['%00', '..%2F..%2Fetc%2Fpasswd', "'%20OR%201=1", 'a'.repeat(300), '%F0%9F%99%82'])(
    'is the answer for %s',
    async (name) => {
      expect((await getProblem(server.app, `/v1/listings/${name}`)).code).toBe('not_found')
    },
  )
})

describe('GET /v1/listings/{id or slug}: 400', () => {
  it('names every fault', async () => {
    const problem = await getProblem(server.app, '/v1/listings/fi-mll-child-helpline?country=FIN&locale=en_US&audience=child')
    expect(problem.errors?.map(({ parameter, code }) => [parameter, code]).sort()).toEqual([
      ['audience', 'unknown_parameter'],
      ['country', 'unknown_value'],
      ['locale', 'invalid_value'],
    ])
  })

  it('refuses an address that cannot be decoded', async () => {
    expect((await getProblem(server.app, '/v1/listings/%zz')).code).toBe('malformed_url')
  })
})
