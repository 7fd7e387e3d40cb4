import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectOnce } from '../../src/db/connect-once.ts'
import { ageBands, kinds } from '../../src/help/vocabulary.ts'
import { listingView } from '../../src/lookup/views/listing-view.ts'
import { cloneDatabase } from '../support/database.ts'
import { aChannel } from '../support/directory.ts'
import { seedPhone } from '../support/seed-phone.ts'
import { getAnswer, getProblem, startServer, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { writeListing } from '../support/write-listing.ts'
import { withdraw } from '../support/write-subject.ts'
import { writeVerification } from '../support/write-verification.ts'

type Listing = z.output<typeof listingView>

const page = z.object({ directoryVersion: z.int(), listings: z.array(listingView), nextCursor: z.string().nullable() })

const server = useSeededServer()

const list = (query: string, headers?: Record<string, string>) => getAnswer(server.app, `/v1/listings?${query}`, page, headers)

/** Every listing of all pages. */
async function listAll(query: string, limit = 100, app = server.app): Promise<Listing[]> {
  const all: Listing[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer: z.output<typeof page> = await getAnswer(
      app,
      `/v1/listings?${query}&limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      page,
    )
    all.push(...answer.listings)
    cursor = answer.nextCursor
  }
  return all
}

const slugs = (listings: readonly Listing[]) => listings.map(({ slug }) => slug)

describe('GET /v1/listings: pages', () => {
  it('has 20 listings a page in the order of their slugs, and every published listing once', async () => {
    expect((await list('')).listings).toHaveLength(20)
    const all = await listAll('')
    const published = server.app.snapshot.current()?.listings.map(({ slug }) => slug) ?? []
    expect(published.length).toBeGreaterThan(700)
    expect(slugs(all)).toEqual([...published].sort())
  })

  it('gives the same in pages of any size', async () => {
    const whole = slugs(await listAll('country=GB'))
    for (const limit of [1, 2, 7]) expect(slugs(await listAll('country=GB', limit))).toEqual(whole)
  })

  it('goes on rightly when a listing before and one after the cursor are published meanwhile', async () => {
    const own = await cloneDatabase()
    const client = await connectOnce(own.url)
    for (let count = 0; count < 3; count += 1) await writeListing(client)
    const small = await startServer(own.url)
    const first = await getAnswer(small.app, '/v1/listings?limit=2', page)
    const added = await writeListing(client)
    await small.app.snapshot.refresh()
    const second = await getAnswer(small.app, `/v1/listings?limit=2&cursor=${first.nextCursor}`, page)
    expect(first.listings).toHaveLength(2)
    expect(second.listings).toHaveLength(2)
    expect(second.listings[1]?.slug).toBe(added.slug)
    expect(second.nextCursor).toBeNull()
    expect(second.directoryVersion).toBe(first.directoryVersion + 1)
    await small.close()
    await client.end()
    await own.drop()
  })

  it('finds what was published and not what was withdrawn since the last search', async () => {
    const own = await cloneDatabase()
    const client = await connectOnce(own.url)
    const first = await writeListing(client)
    const small = await startServer(own.url)
    const found = async () => slugs(await listAll('q=line', 100, small.app))
    expect(await found()).toEqual([first.slug])
    const second = await writeListing(client)
    await client.query('BEGIN')
    await withdraw(client, 'listing', first.id, 'suspended')
    await client.query('COMMIT')
    await small.app.snapshot.refresh()
    expect(await found()).toEqual([second.slug])
    await small.close()
    await client.end()
    await own.drop()
  })

  it('refuses a cursor of another list, and keeps it when only the size or the language of the pages changes', async () => {
    const { nextCursor } = await list('country=GB&topic=suicide&topic=general&limit=1')
    for (const query of ['', 'country=FI&topic=suicide&topic=general', 'country=GB&topic=suicide', 'country=GB&topic=suicide&topic=general&q=line']) {
      const problem = await getProblem(server.app, `/v1/listings?${query}&cursor=${nextCursor}`)
      expect(problem.errors).toEqual([expect.objectContaining({ parameter: 'cursor', code: 'conflict' })])
    }
    const next = await list(`topic=general&topic=suicide&country=uk&limit=2&locale=fi&cursor=${nextCursor}`)
    expect(next.listings).toHaveLength(2)
  })

  it.each(['x', 'eyJhIjoxfQ', 'WzFd', 'WyJhIiwxXQ', '%25%25'])('refuses a cursor that is not its own: %s', async (cursor) => {
    const problem = await getProblem(server.app, `/v1/listings?cursor=${cursor}`)
    expect(problem.errors).toEqual([expect.objectContaining({ parameter: 'cursor', code: 'invalid_value' })])
  })
})

describe('GET /v1/listings: filters', () => {
  it('means by a country its own listings and the worldwide ones', async () => {
    const listings = await listAll('country=uk')
    expect(listings.some(({ worldwide }) => worldwide)).toBe(true)
    expect(listings.every(({ worldwide, countries }) => worldwide || countries.includes('GB'))).toBe(true)
    expect(
      listings
        .filter(({ worldwide }) => worldwide)
        .flatMap(({ channels }) => channels)
        .every(({ uri }) => uri?.startsWith('https://')),
    ).toBe(true)
  })

  it('links numbers of a country only for who asks from there', async () => {
    const { value } = seedPhone('fi-mll-child-helpline')
    const phoneOf = (listings: readonly Listing[]) =>
      listings.find(({ slug }) => slug === 'fi-mll-child-helpline')?.channels.find(({ type }) => type === 'phone')
    expect(phoneOf(await listAll('country=FI&kind=support_line'))).toMatchObject({ value, uri: `tel:${value}` })
    expect(phoneOf(await listAll('kind=support_line'))).toMatchObject({ value, uri: null })
  })

  it('means by a subdivision what serves it: its own, the whole country, the world', async () => {
    const listings = await listAll('subdivision=ae-du')
    expect(slugs(listings)).toContain('ae-dubai-cda-800988')
    expect(listings.every(({ subdivisions }) => subdivisions.length === 0 || subdivisions.includes('AE-DU'))).toBe(true)
    expect(slugs(await listAll('subdivision=AE-SH'))).not.toContain('ae-dubai-cda-800988')
  })

  it.each(kinds)('by kind: %s', async (kind) => {
    const listings = await listAll(`kind=${kind}`)
    expect(listings.length).toBeGreaterThan(0)
    expect(new Set(listings.map((listing) => listing.kind))).toEqual(new Set([kind]))
  })

  it('by language, topic, channel and verification', async () => {
    const swedish = await listAll('language=sv')
    expect(slugs(swedish)).toContain('fi-mll-helpline-swedish')
    expect(
      swedish.every(({ languages, channels }) =>
        [...languages, ...channels.flatMap((channel) => channel.languages ?? [])].some((tag) => tag.startsWith('sv')),
      ),
    ).toBe(true)
    const about = await listAll('topic=suicide&topic=grooming')
    expect(about.length).toBeGreaterThan(0)
    expect(about.every(({ topics }) => topics.includes('suicide') || topics.includes('grooming'))).toBe(true)
    const chats = await listAll('channel=chat')
    expect(chats.length).toBeGreaterThan(0)
    expect(chats.every(({ channels }) => channels.some(({ type }) => type === 'chat'))).toBe(true)
    expect((await listAll('verification=verified&country=FI')).length).toBe(0)
    expect(slugs(await listAll('verification=unverified&country=FI'))).toEqual(slugs(await listAll('country=FI')))
  })

  it('by verification: of what was checked too long ago only what is never hidden', async () => {
    const own = await cloneDatabase()
    const client = await connectOnce(own.url)
    const website = [aChannel({ type: 'website' })]
    const written = {
      national: await writeListing(client),
      worldwide: await writeListing(client, { worldwide: true, channels: website }),
      fresh: await writeListing(client, { worldwide: true, channels: website }),
    }
    await writeVerification(client, written.national.id, '2025-01-01T00:00:00Z')
    await writeVerification(client, written.worldwide.id, '2025-01-01T00:00:00Z')
    await writeVerification(client, written.fresh.id, '2026-11-19T00:00:00Z')
    let at = testNow
    const small = await startServer(own.url, { now: () => at })
    const shown = async (status: string) => slugs(await listAll(`verification=${status}`, 100, small.app))
    expect(await shown('overdue')).toEqual([written.worldwide.slug])
    expect(await shown('verified')).toEqual([written.fresh.slug])
    expect(await shown('unverified')).toEqual([])
    // Time alone brings a listing into a list, too, however long the list was kept.
    expect(await shown('due')).toEqual([])
    at = new Date(testNow.getTime() + 100 * 24 * 60 * 60 * 1000)
    expect(await shown('due')).toEqual([written.fresh.slug])
    await small.close()
    await client.end()
    await own.drop()
  })

  it('shows texts in the language asked for, and says which it is', async () => {
    const response = await server.app.inject('/v1/listings?country=FI&locale=sv&q=barn-%20och%20ungdomstelefonen')
    expect(response.json().listings[0]).toMatchObject({ slug: 'fi-mll-helpline-swedish', locale: 'sv' })
    expect(response.headers['content-language']).toMatch(/^sv/)
  })

  it.each([
    ['verification=checked', 'verification', 'unknown_value'],
    ['limit=0', 'limit', 'out_of_range'],
    ['limit=101', 'limit', 'out_of_range'],
    ['kind=support_line&kind=police_report', 'kind', 'repeated_parameter'],
    ['q=', 'q', 'empty'],
    [`q=${'a'.repeat(201)}`, 'q', 'too_long'],
    ['q=%00', 'q', 'unreadable'],
    ['lang=fi', 'lang', 'unknown_parameter'],
    ['situation=sextortion', 'situation', 'unknown_parameter'],
    ['language=en_US', 'language', 'invalid_value'],
    ['audience=child&ageBand=18-plus', 'audience', 'impossible_combination'],
    ['country=FI&subdivision=SE-AB', 'subdivision', 'impossible_combination'],
  ])('refuses %s', async (query, parameter, code) => {
    const problem = await getProblem(server.app, `/v1/listings?${query}`)
    expect(problem.errors).toEqual([expect.objectContaining({ parameter, code })])
  })
})

describe('GET /v1/listings: search', () => {
  const first = async (query: string) => (await list(`q=${encodeURIComponent(query)}`)).listings[0]?.slug
  const found = async (query: string) => slugs(await listAll(`q=${encodeURIComponent(query)}`))

  it('finds names, organisations and summaries in any language', async () => {
    expect(await first('Nollalinja')).toBe('fi-nollalinja')
    expect(await first('Barn- och ungdomstelefonen')).toBe('fi-mll-helpline-swedish')
    expect(await found('Mannerheimin')).toContain('fi-mll-helpline-swedish')
    expect(await found('الخط الساخن لحماية الطفل')).toContain('ae-dubai-cda-800988')
    expect(await found('बाल संरक्षण')).toContain('ae-dubai-cda-800988')
  })

  it('does not mind case, accents and small typing errors', async () => {
    expect(await first('NOLLALINJA')).toBe('fi-nollalinja')
    expect(await first('nolalinja')).toBe('fi-nollalinja')
    expect(await first('nollalijna')).toBe('fi-nollalinja')
    expect(await found('manerheimin lastensuojeluliitto')).toContain('fi-mll-helpline-swedish')
  })

  it('needs every word', async () => {
    expect(await found('nollalinja zzzzzz')).toEqual([])
  })

  it('finds by country and by number', async () => {
    expect(await found('childline japan')).toContain('jp-childline')
    expect(await found('helpline japan')).toContain('jp-childline')
    expect(await found(seedPhone('fi-mll-child-helpline').display)).toContain('fi-mll-child-helpline')
    expect(await found(seedPhone('fi-mll-child-helpline').value)).toContain('fi-mll-child-helpline')
  })

  it('fails for no signs between words', async () => {
    for (const query of ["' OR 1=1 --", '<script>', '%a', '\\b', '(c', '*d'])
      expect(await found(query)).toEqual(expect.any(Array))
  })

  it.each(['!!!', '...', ' ', '%', '🙂', '(', '*'])('refuses signs without a word: %j', async (query) => {
    const problem = await getProblem(server.app, `/v1/listings?q=${encodeURIComponent(query)}`)
    expect(problem.errors).toEqual([{ parameter: 'q', code: 'invalid_value', detail: 'contains no word' }])
  })

  it('searches within the filters, page by page', async () => {
    const inPages = slugs(await listAll('q=help&country=GB', 2))
    expect(inPages.length).toBeGreaterThan(2)
    expect(new Set(inPages).size).toBe(inPages.length)
    expect(inPages).toEqual(slugs(await listAll('q=help&country=GB')))
  })
})

describe('GET /v1/listings for a person', () => {
  it('never shows a child a prevention service, whatever else is asked', async () => {
    const all = await listAll('audience=child')
    expect(all.length).toBeGreaterThan(100)
    for (const query of [
      'audience=child&kind=prevention_service',
      'audience=child&topic=own_thoughts',
      'audience=child&ageBand=16-17&kind=prevention_service',
    ]) {
      expect((await listAll(query)).filter(({ kind }) => kind === 'prevention_service')).toEqual([])
    }
    expect(all.filter(({ kind }) => kind === 'prevention_service')).toEqual([])
  })

  it('shows a minor youth prevention only, and only when asked for by name or for oneself', async () => {
    for (const ageBand of ageBands.slice(0, 5)) {
      for (const query of [`ageBand=${ageBand}&kind=prevention_service`, `ageBand=${ageBand}&audience=concerned_self`]) {
        const prevention = (await listAll(query)).filter(({ kind }) => kind === 'prevention_service')
        expect([query, prevention.every(({ youthPrevention }) => youthPrevention)]).toEqual([query, true])
      }
      expect((await listAll(`ageBand=${ageBand}`)).filter(({ kind }) => kind === 'prevention_service')).toEqual([])
    }
    expect(
      (await listAll('audience=concerned_self&ageBand=18-plus')).filter(({ kind }) => kind === 'prevention_service').length,
    ).toBeGreaterThan(0)
  })

  it.each(['adult', 'parent_carer', 'concerned_other', 'professional'])(
    'shows %s no prevention service that they did not ask for',
    async (audience) => {
      expect((await listAll(`audience=${audience}`)).filter(({ kind }) => kind === 'prevention_service')).toEqual([])
    },
  )

  it('leaves out what is for other ages and other people', async () => {
    const forChild = await listAll('audience=child&ageBand=6-9')
    expect(forChild.length).toBeGreaterThan(100)
    expect(slugs(forChild.filter(({ minAge }) => (minAge ?? 0) > 9))).toEqual([])
    expect(slugs(forChild.filter(({ kind }) => kind === 'police_report' || kind === 'reporting_hotline'))).toEqual([])
    expect(slugs(forChild.filter(({ imagesOf }) => imagesOf === 'adults'))).toEqual([])
    const servesOthers = (listing: Listing, who: Listing['audiences'][number]) =>
      listing.audiences.length > 0 && !listing.audiences.includes(who)
    expect(slugs(forChild.filter((listing) => listing.kind === 'support_line' && servesOthers(listing, 'child')))).toEqual([])
    const forAdults = await listAll('audience=adult&kind=support_line')
    expect(forAdults.length).toBeGreaterThan(10)
    expect(slugs(forAdults.filter((listing) => servesOthers(listing, 'adult')))).toEqual([])
  })

  it('holds with listings made to break it', async () => {
    const own = await cloneDatabase()
    const client = await connectOnce(own.url)
    const page_ = 'https://shared.example.org/'
    const adults = await writeListing(client, {
      kind: 'prevention_service',
      audiences: [],
      channels: [aChannel({ type: 'website', value: page_ })],
    })
    const shared = await writeListing(client, {
      kind: 'prevention_service',
      audiences: [],
      youthPrevention: true,
      channels: [aChannel({ type: 'website', value: page_ })],
    })
    const youth = await writeListing(client, {
      kind: 'prevention_service',
      audiences: [],
      youthPrevention: true,
      channels: [aChannel({ type: 'website', value: 'https://youth.example.org/' })],
    })
    const teens = await writeListing(client, { minAge: 13, maxAge: 17 })
    const paid = await writeListing(client, { channels: [aChannel({ cost: 'premium' })] })
    const costly = { type: 'phone', value: '0600123', cost: 'premium' } as const
    const mixed = await writeListing(client, { minAge: 10, maxAge: 12, channels: [aChannel(costly), aChannel({ type: 'website' })] })
    const parents = await writeListing(client, { audiences: ['parent_carer'], communities: ['deaf', 'migrants'] })
    const small = await startServer(own.url)
    const shown = async (query: string) => slugs(await listAll(query, 100, small.app)).sort()
    expect(await shown('audience=child&ageBand=6-9')).toEqual([])
    expect(await shown('audience=child&ageBand=13-15')).toEqual([teens.slug])
    expect(await shown('audience=child&ageBand=16-17')).toEqual([teens.slug, paid.slug].sort())
    expect(await shown('audience=child&ageBand=10-12')).toEqual([mixed.slug])
    expect(await shown('audience=child&ageBand=10-12&channel=website&channel=chat')).toEqual([mixed.slug])
    // Its telephone is not for this child, so that it is not found by it.
    expect(await shown('audience=child&ageBand=10-12&channel=phone')).toEqual([])
    expect(await shown('ageBand=16-17&kind=prevention_service')).toEqual([youth.slug])
    expect(await shown('audience=concerned_self&ageBand=18-plus&kind=prevention_service')).toEqual(
      [adults.slug, shared.slug, youth.slug].sort(),
    )
    expect(await shown('audience=parent_carer&ageBand=13-15')).toEqual([parents.slug])
    expect(await shown('community=lgbtq&community=deaf')).toEqual([parents.slug])
    expect(await shown('community=lgbtq')).toEqual([])
    await small.close()
    await client.end()
    await own.drop()
  })
})
