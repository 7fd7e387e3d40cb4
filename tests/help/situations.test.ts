import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { resolveQuestion } from '../../src/help/question.ts'
import { situationRows } from '../../src/help/situation-rows.ts'
import { ageBands, audiences, situations } from '../../src/help/vocabulary.ts'
import type { AgeBand, Audience, Situation, Topic } from '../../src/help/vocabulary.ts'
import { aChannel, aDirectory, aListing, anEmergencyListing, aQuestion, now, settings } from '../support/directory.ts'

/** One listing of everything, for everyone, so that what is missing in an answer is missing because of the situation. */
const everything = aDirectory([
  anEmergencyListing(),
  aListing({ slug: 'line-child', audiences: ['child'] }),
  aListing({ slug: 'line-adult', audiences: ['adult'] }),
  aListing({ slug: 'line-parent', audiences: ['parent_carer'] }),
  aListing({ slug: 'line-other', audiences: ['concerned_other', 'professional'] }),
  aListing({ slug: 'removal', kind: 'image_removal' }),
  aListing({ slug: 'removal-under-18', kind: 'image_removal', imagesOf: 'under_18' }),
  aListing({ slug: 'removal-adults', kind: 'image_removal', imagesOf: 'adults' }),
  aListing({ slug: 'hotline', kind: 'reporting_hotline' }),
  aListing({ slug: 'police', kind: 'police_report' }),
  aListing({ slug: 'prevention-adult', kind: 'prevention_service', channels: [aChannel({ value: '0800111' })] }),
  aListing({ slug: 'prevention-youth', kind: 'prevention_service', youthPrevention: true, channels: [aChannel({ value: '0800222' })] }),
])

function ask(situation: Situation, audience: Audience, ageBand: AgeBand, topics: Topic[] = []) {
  const choice = chooseHelp(everything, aQuestion({ situation, audience, ageBand, topics }), now, settings)
  return {
    position: choice.emergency.position,
    adjusted: choice.request.adjusted,
    sections: choice.sections.map(({ id, listings }) => `${id}: ${listings.map(({ listing }) => listing.slug).join(' ')}`),
  }
}

const talk = 'talk: line-child'
const adultTalk = 'talk: line-adult'
const report = 'report: hotline'
const police = 'police: police'
const removal = 'remove_image: removal removal-under-18'
const adultRemoval = 'remove_image: removal removal-adults removal-under-18'
const youth = 'prevention_youth: prevention-youth'
const prevention = 'prevention: prevention-adult prevention-youth'
const parents = 'talk_parents: line-parent'
const other = 'talk: line-other'

describe('what comes, in which order', () => {
  it.each([
    ['blocked_someone', 'child', '13-15', [], 'last', [talk]],
    ['blocked_someone', 'child', '13-15', ['grooming'], 'last', [talk, report]],
    ['blocked_someone', 'child', '6-9', ['grooming'], 'last', [talk]],
    ['reported_content', 'child', '13-15', ['csam'], 'last', [talk, report]],
    ['reported_content', 'child', '13-15', ['bullying'], 'last', [talk]],
    ['reported_person', 'child', '13-15', [], 'last', [talk, police]],
    ['reported_person', 'child', '10-12', [], 'last', [talk]],
    ['reported_person', 'child', 'unknown', [], 'last', [talk]],
    ['reported_person', 'child', '16-17', ['image_shared'], 'last', [talk, police, report]],
    ['saw_abuse_material', 'child', '10-12', [], 'last', [talk, report]],
    ['saw_abuse_material', 'child', 'unknown', [], 'last', [talk, report]],
    ['saw_abuse_material', 'child', '6-9', [], 'last', [talk]],
    ['saw_abuse_material', 'adult', '18-plus', [], 'last', [report, adultTalk, police]],
    ['saw_abuse_material', 'concerned_other', '13-15', [], 'last', [report, other, police]],
    ['abuse_search_blocked', 'concerned_self', '18-plus', [], 'last', [prevention, report, adultTalk, police]],
    ['abuse_search_blocked', 'concerned_self', 'unknown', [], 'last', [prevention, report, adultTalk, police]],
    ['abuse_search_blocked', 'concerned_self', '13-15', [], 'last', [youth, talk, report]],
    ['abuse_search_blocked', 'child', '13-15', [], 'last', [talk, report]],
    ['contact_attempt_stopped', 'concerned_self', '18-plus', [], 'last', [prevention, adultTalk]],
    ['grooming', 'child', '13-15', [], 'last', [talk, police, report]],
    ['grooming', 'child', '13-15', ['violence'], 'first', [talk, police, report]],
    ['grooming', 'child', '6-9', [], 'last', [talk]],
    ['asked_for_images', 'child', '13-15', [], 'last', [talk, report]],
    ['asked_for_images', 'child', '13-15', ['image_shared'], 'last', [talk, removal, report]],
    ['sextortion', 'child', '13-15', [], 'last', [talk, removal, police]],
    ['sextortion', 'child', '13-15', ['suicide'], 'first', [talk, removal, police]],
    ['sextortion', 'child', '6-9', [], 'last', [talk, 'remove_image: removal']],
    ['sextortion', 'adult', '18-plus', [], 'last', [adultTalk, adultRemoval, police]],
    ['image_shared', 'child', '13-15', [], 'last', [removal, talk, report, police]],
    ['ai_image', 'child', '13-15', [], 'last', [removal, talk, report, police]],
    ['received_image', 'child', '13-15', [], 'last', [talk, report]],
    ['immediate_danger', 'child', '13-15', [], 'first', [talk, police]],
    ['immediate_danger', 'parent_carer', '6-9', [], 'first', [parents, police]],
    ['abuse_by_known_person', 'child', '13-15', [], 'last', [talk, police]],
    ['violence_at_home', 'child', '13-15', [], 'first', [talk]],
    ['bullying_or_hate', 'child', '13-15', [], 'last', [talk]],
    ['bullying_or_hate', 'child', '13-15', ['violence'], 'last', [talk, police]],
    ['self_harm_or_suicide', 'child', '13-15', [], 'first', [talk]],
    ['self_harm_or_suicide', 'adult', '18-plus', [], 'first', [adultTalk]],
    ['missing_or_runaway', 'child', '13-15', [], 'last', [talk]],
    ['missing_or_runaway', 'parent_carer', '13-15', [], 'last', [parents]],
    ['trafficking', 'child', '13-15', [], 'first', [talk, police]],
    ['worried_about_friend', 'child', '13-15', [], 'last', [talk]],
    ['worried_about_child', 'parent_carer', '13-15', [], 'first', [parents, 'talk_child: line-child', removal, police, report]],
    ['child_behaves_harmfully', 'parent_carer', '13-15', [], 'last', [youth, parents, police]],
    ['own_thoughts', 'concerned_self', '18-plus', [], 'last', [prevention, adultTalk]],
    ['own_thoughts', 'concerned_self', '13-15', [], 'last', [youth, talk]],
    ['survivor', 'adult', '18-plus', [], 'last', [adultTalk, adultRemoval, report, police]],
    ['professional', 'professional', '13-15', [], 'first', [police, report, other]],
    ['need_help', 'child', '13-15', [], 'last', [talk]],
    ['need_help', 'concerned_self', '18-plus', [], 'last', [adultTalk]],
  ] satisfies [Situation, Audience, AgeBand, Topic[], string, string[]][])('%s, %s %s, topics %j', (situation, audience, band, topics, position, sections) => {
    expect(ask(situation, audience, band, topics)).toEqual({ position, sections, adjusted: null })
  })
})

describe('a combination without a row', () => {
  it.each([
    ['grooming', 'child', '0-5', 'need_help', 'last', [talk]],
    ['trafficking', 'child', '6-9', 'need_help', 'first', [talk]],
    ['own_thoughts', 'child', '13-15', 'need_help', 'last', [talk]],
    ['child_behaves_harmfully', 'child', '13-15', 'need_help', 'last', [talk]],
    ['contact_attempt_stopped', 'concerned_self', '13-15', 'need_help', 'last', [talk]],
    ['self_harm_or_suicide', 'concerned_other', '13-15', 'need_help', 'first', [other]],
    ['self_harm_or_suicide', 'parent_carer', '13-15', 'worried_about_child', 'first', [parents, 'talk_child: line-child', removal, police, report]],
    ['sextortion', 'parent_carer', '13-15', 'worried_about_child', 'first', [parents, 'talk_child: line-child', removal, police, report]],
    ['blocked_someone', 'adult', '18-plus', 'need_help', 'last', [adultTalk]],
  ] satisfies [Situation, Audience, AgeBand, string, string, string[]][])('%s, %s %s is answered by %s', (situation, audience, band, adjusted, position, sections) => {
    expect(ask(situation, audience, band)).toEqual({ position, sections, adjusted })
  })
})

describe('the file of situations', () => {
  it('answers every situation, audience and age that the public door lets in', () => {
    for (const situation of situations) {
      for (const audience of audiences) {
        for (const ageBand of ageBands) {
          const resolved = resolveQuestion({ ...aQuestion(), situation, audience, ageBand })
          if ('faults' in resolved) continue
          expect(ask(situation, audience, ageBand).sections.length, `${situation} ${audience} ${ageBand}`).toBeGreaterThan(0)
        }
      }
    }
  })

  it('has reasons and sources that a reader can follow: whole sentences, closed brackets, no name of code', () => {
    for (const { why, never, sources } of situationRows) {
      for (const text of [why, ...never, ...sources]) {
        expect(text.split('(').length, text).toBe(text.split(')').length)
        expect(text, text).not.toMatch(/::|\b[a-z]+_[a-z_]+\b|#\d/)
      }
    }
  })

  it('has no two rows for one question, and a row for every situation', () => {
    const questions = situationRows.flatMap((row) => row.audiences.flatMap((audience) => row.ageBands.map((band) => `${row.situation} ${audience} ${band}`)))
    expect(questions.filter((question, index) => questions.indexOf(question) !== index)).toEqual([])
    expect([...new Set(situationRows.map((row) => row.situation))].sort()).toEqual([...situations].sort())
  })
})

describe('an audience that nobody named', () => {
  it.each([
    ['blocked_someone', '13-15', 'child'],
    ['blocked_someone', '18-plus', 'adult'],
    ['own_thoughts', 'unknown', 'concerned_self'],
    ['own_thoughts', '18-plus', 'concerned_self'],
    ['worried_about_child', '6-9', 'parent_carer'],
    ['survivor', 'unknown', 'adult'],
    ['survivor', '13-15', 'child'],
    ['sextortion', '18-plus', 'adult'],
    ['sextortion', 'unknown', 'child'],
    ['need_help', '16-17', 'child'],
  ] satisfies [Situation, AgeBand, Audience][])('in %s at %s is %s', (situation, ageBand, audience) => {
    expect(resolveQuestion({ ...aQuestion(), situation, ageBand, audience: null })).toMatchObject({ question: { audience } })
  })

  it.each([
    [{ audience: 'child', ageBand: '18-plus' }, ['audience']],
    [{ audience: 'adult', ageBand: '16-17' }, ['audience']],
    [{ audience: 'child', ageBand: '18-plus', subdivision: 'SE-AB' }, ['audience', 'subdivision']],
  ] as const)('%j is impossible', (facts, parameters) => {
    const resolved = resolveQuestion({ ...aQuestion(), ...facts })
    expect('faults' in resolved && resolved.faults.map(({ parameter }) => parameter)).toEqual(parameters)
  })
})
