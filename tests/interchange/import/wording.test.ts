import { describe, expect, test } from 'vitest'
import { checkRows } from '../../../src/interchange/import/check-rows.ts'
import { faultLine } from '../../../src/interchange/import/import-fault.ts'
import { listMisfits } from '../../../src/interchange/import/list-misfits.ts'
import { readFolder } from '../../../src/interchange/import/read-folder.ts'
import { type FolderContents, listingLine, makeFolder, textsFile } from './make-folder.ts'

async function check(changes: Partial<FolderContents>) {
  const rows = checkRows(await readFolder(await makeFolder(changes)), '', 2026)
  // The reason is long: its beginning tells which words break which rule.
  const said = rows.faults.map((fault) => `${fault.effect} ${faultLine(fault, '')}`.replace(/ breaks the rule (\w+).*/, ' $1'))
  return { ...rows, said }
}

async function checkListing(changes: Record<string, unknown>) {
  const { listings, said } = await check({ listings: [listingLine(changes)], emergencyNumbers: [] })
  return { content: listings[0]?.entry.content, said }
}

const text = { title: 'Title', body: 'Body', steps: ['Step'] }
const withGuidance = (locale: string, standard: object) =>
  textsFile(locale, { guidance: { 'need_help.child': { standard: { ...text, ...standard } } } })

describe('words that must not be published are left out where they stand, with the reason', () => {
  test('a summary, with all texts of its language', async () => {
    const { content, said } = await checkListing({
      summaries: { fi: 'Apua lapsille.', en: 'Our chat is 100% anonymous.' },
      whatHappens: { fi: 'Joku kuuntelee.', en: 'Someone listens.' },
    })
    expect(said).toEqual(['part_left_out listings.jsonl:1 /summaries/en: “100% anonymous” promise_of_secrecy'])
    expect(content?.texts).toMatchObject([{ locale: 'fi', whatHappens: 'Joku kuuntelee.' }])
  })

  test('what happens when you make contact, and nothing else of its language', async () => {
    const { content, said } = await checkListing({ whatHappens: { en: 'Upload the picture.', fi: 'Joku kuuntelee.' } })
    expect(said).toEqual(['part_left_out listings.jsonl:1 /whatHappens/en: “Upload the picture” keep_or_send_image'])
    expect(content?.texts.map(({ locale, summary, whatHappens }) => [locale, summary, whatHappens])).toEqual([
      ['fi', 'Apua lapsille.', 'Joku kuuntelee.'],
      ['en', 'Help for children.', null],
    ])
  })

  test('a translated name, the words beside a contact, a note on holidays', async () => {
    const { content, said } = await checkListing({
      names: { fi: 'Esimerkki', en: 'Child pornography line' },
      machine: { names: ['en'], summaries: ['fi'] },
      channels: [
        { type: 'website', value: 'http://example.org' },
        { type: 'phone', value: '116111', hint: { locale: 'en', text: 'Send us the video' } },
      ],
      publicHolidayNote: { locale: 'en', text: 'It is your own fault' },
    })
    expect(said).toEqual([
      'part_left_out listings.jsonl:1 /channels/0/value: is not an https address',
      'part_left_out listings.jsonl:1 /names/en: “Child pornography” child_pornography',
      'part_left_out listings.jsonl:1 /channels/1/hint/text: “Send us the video” keep_or_send_image',
      'part_left_out listings.jsonl:1 /publicHolidayNote/text: “your own fault” blame',
    ])
    expect(content?.names.map(({ locale }) => locale)).toEqual(['fi'])
    expect(content?.channels[0]?.hint).toBeNull()
    expect(content?.publicHolidayNote).toBeNull()
  })

  test('a guidance in the languages where it is so, with the line of the file', async () => {
    const { guidance, said } = await check({
      texts: { en: textsFile('en'), sv: withGuidance('sv', { steps: ['Bra.', 'Spara bilden.'] }) },
    })
    expect(said).toEqual([
      'part_left_out texts/sv.json:12 /guidance/need_help.child/standard/steps/1: “Spara bilden” keep_or_send_image',
    ])
    expect(guidance[0]?.entry.content.texts.map(({ locale }) => locale)).toEqual(['en'])
  })

  test('a label, so that screens show the English one', async () => {
    const labels = { 'emergency.call': 'Ring {number}', 'emergency.note': 'Det är ditt eget fel.' }
    const { labelSets, said } = await check({ texts: { en: textsFile('en'), sv: textsFile('sv', { labels }) } })
    expect(said).toEqual([expect.stringContaining('/labels/emergency.note: “är ditt eget fel” blame')])
    expect(labelSets[1]?.entry.labels).toEqual({ 'emergency.call': 'Ring {number}' })
  })
})

describe('a row is refused when nothing is left of it', () => {
  test('a listing without a text', async () => {
    const { content, said } = await checkListing({ summaries: { en: 'Save the picture.' }, machine: {} })
    expect(said).toEqual(['row_refused listings.jsonl:1 /summaries/en: “Save the picture” keep_or_send_image'])
    expect(content).toBeUndefined()
  })

  test('a guidance without a text', async () => {
    const { guidance, said } = await check({
      texts: { en: withGuidance('en', { title: 'Why did you do it?' }), sv: withGuidance('sv', { body: 'Spara bilden.' }) },
    })
    expect(said).toEqual([
      expect.stringContaining('part_left_out texts/en.json:8 /guidance/need_help.child/standard/title'),
      expect.stringContaining('part_left_out texts/sv.json:9 /guidance/need_help.child/standard/body'),
      'row_refused guidance.jsonl:1 /slug: is left with a text in no language',
    ])
    expect(guidance).toEqual([])
  })
})

describe('a warning is reported, and the text taken as it stands', () => {
  test('the name of a service is its own', async () => {
    const { content, said } = await checkListing({ names: { fi: 'Lapsipornovihje', en: 'Example' } })
    expect(said).toEqual([
      'warned listings.jsonl:1 /names/fi: “Lapsipornovihje” child_pornography',
    ])
    expect(content?.officialName.text).toBe('Lapsipornovihje')
  })

  test('and the report says so in words', async () => {
    const { faults } = await check({ texts: { en: withGuidance('en', { body: 'Tell your parents.' }), sv: textsFile('sv') } })
    expect(listMisfits(faults, 'folder')).toEqual([
      '1 thing did not fit:',
      expect.stringMatching(
        /^ {2}taken, with a warning: folder\/texts\/en\.json:9 \/guidance\/.*\/body: “Tell your parents” breaks the rule /,
      ),
    ])
  })
})
