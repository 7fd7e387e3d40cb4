/**
 * What a developer with Fastify and Prisma writes on a first day, and writes well: each request asks the database for the listings
 * that fit, the queries of one answer run at once, and the caller who has the answer gets a 304. It keeps nothing in memory, knows no
 * opening hours, no safety rules and no order of help, and finds no misspelt word.
 */
import { createHash } from 'node:crypto'
import fastify from 'fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openDatabase } from '../../../src/db/client.ts'
import { findGuidance } from '../naive/find-guidance.ts'
import { findListings } from '../naive/find-listings.ts'
import { showListing } from '../naive/show-listing.ts'
import { answerHarness } from './answer-harness.ts'

type Query = { country?: string; situation?: string; audience?: string; kind?: string; locale?: string; q?: string; limit?: string }

const sections = ['support_line', 'reporting_hotline', 'image_removal', 'police_report']

const { prisma } = openDatabase(process.env['DATABASE_URL'] ?? '')
const app = fastify()

function send(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const text = JSON.stringify(body)
  const tag = `"${createHash('sha1').update(text).digest('base64url')}"`
  reply.header('etag', tag).header('cache-control', 'public, max-age=60')
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(text)
}

app.get<{ Querystring: Query }>('/v1/help', async (request, reply) => {
  const { country, situation = 'need_help', audience = 'child', locale = 'en' } = request.query
  const place = country === undefined ? {} : { country }
  const [guidance, emergency, ...found] = await Promise.all([
    findGuidance(prisma, situation, audience, locale),
    findListings(prisma, { ...place, kind: 'emergency_service', take: 1 }),
    ...sections.map((kind) => findListings(prisma, { ...place, kind, audience, take: 3 })),
  ])
  return send(request, reply, {
    request: { country, situation, audience },
    locale,
    guidance,
    emergency: emergency.flatMap(({ content }) => content.channels.map(({ value }) => value)),
    sections: sections.map((kind, index) => ({ kind, listings: (found[index] ?? []).map((listing) => showListing(listing, locale)) })),
  })
})

app.get<{ Querystring: Query }>('/v1/listings', async (request, reply) => {
  const { country, kind, audience, q, locale = 'en', limit = '20' } = request.query
  const filters = { ...(country && { country }), ...(kind && { kind }), ...(audience && { audience }), ...(q && { q }) }
  const found = await findListings(prisma, { ...filters, take: Number(limit) })
  return send(request, reply, { listings: found.map((listing) => showListing(listing, locale)) })
})

app.get<{ Params: { country: string } }>('/v1/bundles/:country', async (request, reply) => {
  const found = await findListings(prisma, { country: request.params.country, take: 100_000 })
  const guidance = await prisma.guidance.findMany({ where: { state: 'published' }, include: { publishedRevision: true } })
  return send(request, reply, { listings: found, guidance: guidance.map(({ publishedRevision }) => publishedRevision?.content) })
})

const address = await app.listen({ host: '127.0.0.1', port: 0 })
answerHarness({ address: () => address })
