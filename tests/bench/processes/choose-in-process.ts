/**
 * How long one uncached choice of help takes in a country with 1,000 listings in 5 languages, and which share of it goes
 * into hours and languages. Hours are remembered until their next change, as in the server; the first choice after a change is
 * measured apart.
 */
import { chooseHelp } from '../../../src/help/choose-help.ts'
import { indexDirectory } from '../../../src/help/index-directory.ts'
import type { Directory, PublishedListing } from '../../../src/help/directory.ts'
import { negotiateLocale } from '../../../src/help/negotiate-locale.ts'
import { listingOpen } from '../../../src/help/open-state.ts'
import { chooseText } from '../../../src/help/choose-text.ts'
import type { HelpQuestion } from '../../../src/help/question.ts'
import { situations } from '../../../src/help/vocabulary.ts'
import { aQuestion, settings } from '../../support/directory.ts'
import { readSeedDirectory } from '../../support/seed-directory.ts'
import { answerHarness } from './answer-harness.ts'

/** Milliseconds a choice, and shares of it from 0 to 1. */
export type ChoiceTimes = { listings: number; choice: number; first: number; hours: number; languages: number }

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const size = 1000
const imported = new Date('2026-11-20T00:00:00Z')
const now = new Date('2026-11-20T12:30:00Z')

/** The seed's listings, over and over, in one country, each in five languages and with weekly hours on its first channel. */
async function largeCountry(): Promise<Directory> {
  const seed = await readSeedDirectory(imported)
  const models = seed.listings.filter(({ content }) => !content.worldwide && content.kind !== 'emergency_service')
  const listings = Array.from({ length: size }, (_, index): PublishedListing => {
    const model = models[index % models.length]
    const [text] = model?.content.texts ?? []
    if (model === undefined || text === undefined) throw new Error('the seed has no listings')
    return {
      ...model,
      id: `id-${index}`,
      slug: `${model.slug}-${index}`,
      content: {
        ...model.content,
        countries: ['FI'],
        subdivisions: [],
        timeZone: 'Europe/Helsinki',
        texts: languages.map((locale) => ({ ...text, locale })),
        channels: model.content.channels.map((channel) => ({
          ...channel,
          hours: { mode: 'weekly', weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], opens: '09:00', closes: '21:00' }], exceptions: [], publicHolidays: 'unknown' },
        })),
      },
    }
  })
  return indexDirectory({ ...seed, listings: [...listings, ...seed.worldwide] })
}

function questions(count: number): HelpQuestion[] {
  return Array.from({ length: count }, (_, index) =>
    aQuestion({
      situation: situations[index % situations.length] ?? 'need_help',
      locales: [languages[index % languages.length] ?? 'en'],
      explain: false,
    }),
  )
}

/** Milliseconds a call, the median of several rounds. */
function measure(calls: number, call: (index: number) => void): number {
  const rounds = Array.from({ length: 7 }, () => {
    const begin = performance.now()
    for (let index = 0; index < calls; index += 1) call(index)
    return (performance.now() - begin) / calls
  })
  return rounds.sort((one, other) => one - other)[3] ?? Number.NaN
}

async function chooseOften(): Promise<ChoiceTimes> {
  const calls = 1000
  const asked = questions(calls)
  const directory = await largeCountry()
  const ask = (at: Date) => (index: number) => {
    const question = asked[index]
    if (question !== undefined) chooseHelp(directory, question, at, settings)
  }

  const firstBegin = performance.now()
  ask(now)(0)
  const first = performance.now() - firstBegin
  const whole = measure(calls, ask(now))
  const hours = measure(calls, () => {
    for (const { content } of directory.byCountry.get('FI') ?? []) if (content.kind === 'support_line') listingOpen(content.channels, content.timeZone, now)
  })
  const sample = directory.byCountry.get('FI')?.slice(0, 8) ?? []
  const locales = measure(calls, (index) => {
    const locale = languages[index % languages.length] ?? 'en'
    negotiateLocale([locale], [...directory.labelsByLocale.keys()], 'FI')
    for (const { content } of sample) chooseText(content, { locales: [locale], answerLocale: locale, country: 'FI', readingLevel: 'standard' })
  })
  return { listings: size, choice: whole, first, hours: hours / whole, languages: locales / whole }
}

answerHarness({ choose: chooseOften })
