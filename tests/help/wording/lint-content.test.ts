import { describe, expect, test } from 'vitest'
import { guidanceContent } from '../../../src/help/guidance-content.ts'
import { listingContent } from '../../../src/help/listing-content.ts'
import { lintGuidance } from '../../../src/help/wording/lint-guidance.ts'
import { lintLabelSet } from '../../../src/help/wording/lint-label-set.ts'
import { lintListing } from '../../../src/help/wording/lint-listing.ts'
import { aListing } from '../../support/directory.ts'

const text = { title: 'Help', body: 'Someone listens.', steps: ['Talk to someone here.'] }
const english = { locale: 'en', origin: 'original', reviewed: false, standard: text }
const guidance = (changes: object) =>
  guidanceContent.parse({
    situation: 'own_thoughts',
    audience: 'concerned_self',
    ageBands: ['18-plus'],
    texts: [english],
    sources: ['A handbook'],
    ...changes,
  })
const said = (findings: { pointer: string; locale: string; rule: string; severity: string }[]) =>
  findings.map(({ pointer, locale, rule, severity }) => `${pointer} ${locale} ${rule} ${severity}`)

describe('guidance', () => {
  test('each text is checked in its own language and named by its place', () => {
    const content = guidance({
      texts: [
        { ...english, plain: { ...text, steps: ['Fine.', 'Save the picture.'] } },
        { ...english, locale: 'sv', standard: { ...text, body: 'Det är ditt fel.', title: 'Spara bilden' } },
      ],
    })
    expect(said(lintGuidance(content))).toEqual([
      '/texts/0/plain/steps/1 en keep_or_send_image error',
      '/texts/1/standard/title sv keep_or_send_image error',
      '/texts/1/standard/body sv blame error',
    ])
  })

  test('what only editors read is not checked', () => {
    expect(lintGuidance(guidance({ sources: ['Save the picture.'], editorsNote: 'Child pornography' }))).toEqual([])
  })

  test.each([
    ['own thoughts of a minor', { ageBands: ['13-15'] }, ['error']],
    ['own thoughts of an adult', { ageBands: ['18-plus', 'unknown'] }, []],
    ['a parent whose child behaves harmfully', { situation: 'child_behaves_harmfully', audience: 'parent_carer' }, ['error']],
    ['a parent who is worried', { situation: 'worried_about_child', audience: 'parent_carer' }, ['warning']],
    ['a child whose search was stopped', { situation: 'abuse_search_blocked', audience: 'child' }, ['error']],
    ['a child who is groomed', { situation: 'grooming', audience: 'child' }, ['warning']],
    ['a professional, whatever the age of the child', { audience: 'professional', ageBands: ['13-15'] }, []],
  ])('the word offender for %s', (_name, changes, severities) => {
    const texts = [{ ...english, standard: { ...text, body: 'An offender.' } }]
    expect(lintGuidance(guidance({ texts, ...changes })).map((finding) => finding.severity)).toEqual(severities)
  })
})

describe('a listing', () => {
  const sources = [{ url: 'https://example.org' }]
  const listing = (changes: object) => listingContent.parse({ ...aListing().content, sources, ...changes })

  test('every public text is checked, in its language; the service’s own name only warns', () => {
    const content = listing({
      officialName: { locale: 'nl', text: 'Meldpunt Kinderporno' },
      names: [
        { locale: 'nl', text: 'Meldpunt Kinderporno', origin: 'original', reviewed: true },
        { locale: 'en', text: 'Child pornography hotline', origin: 'machine', reviewed: false },
      ],
      texts: [
        {
          locale: 'de',
          summary: 'Der Chat ist 100 % anonym.',
          whatHappens: 'Schick uns das Bild.',
          confidentialityLimits: 'Wir sagen es niemandem.',
          origin: 'original',
          reviewed: true,
        },
      ],
      channels: [
        {
          type: 'website',
          value: 'https://example.org',
          reachableFrom: 'anywhere',
          hint: { locale: 'en', text: 'Upload the image' },
        },
      ],
      publicHolidayNote: { locale: 'en', text: 'Hurry up' },
      editorsNote: 'Child pornography',
    })
    expect(said(lintListing(content))).toEqual([
      '/officialName/text nl child_pornography warning',
      '/names/0/text nl child_pornography warning',
      '/names/1/text en child_pornography error',
      '/texts/0/summary de promise_of_secrecy error',
      '/texts/0/whatHappens de keep_or_send_image error',
      '/texts/0/confidentialityLimits de promise_of_secrecy error',
      '/channels/0/hint/text en keep_or_send_image error',
      '/publicHolidayNote/text en alarm warning',
    ])
  })

  test.each([
    ['for everybody', { audiences: [] }, ['warning']],
    ['for children', { audiences: ['child'] }, ['warning']],
    ['for adults', { audiences: ['adult'] }, []],
    ['prevention for minors', { kind: 'prevention_service', youthPrevention: true, audiences: ['concerned_self'] }, ['error']],
    ['prevention for adults', { kind: 'prevention_service', audiences: ['concerned_self'], minAge: 18 }, []],
    ['prevention that parents ask', { kind: 'prevention_service', audiences: ['concerned_self', 'parent_carer'] }, ['error']],
  ])('the word offender in a service %s', (_name, changes, severities) => {
    const texts = [{ locale: 'en', summary: 'For every offender.', origin: 'original', reviewed: true }]
    expect(lintListing(listing({ texts, ...changes })).map((finding) => finding.severity)).toEqual(severities)
  })
})

test('labels are checked as what everybody reads, and named by their key', () => {
  const labels = { 'section.report.note': 'Save the picture.', 'audience.concerned_self': 'Offenders', 'menu.back': 'Back' }
  expect(said(lintLabelSet({ locale: 'en', labels }))).toEqual([
    '/labels/section.report.note en keep_or_send_image error',
    '/labels/audience.concerned_self en offender_word error',
  ])
})
