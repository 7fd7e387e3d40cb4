import { listingContent } from '../../../src/help/listing-content.ts'
import type { ListingContent } from '../../../src/help/listing-content.ts'
import { countryCodes } from '../../../src/help/places.ts'
import { drawNumbers } from './draw-numbers.ts'
import { makeTown } from './make-town.ts'

export type ModelListing = { slug: string; content: ListingContent }

export type MadeListing = { slug: string; content: ListingContent }

type Text = { locale: string; name: string; summary: string }

/** Numbers of fewer digits are short codes, which many services share. */
const fewestDigits = 9

/** The digits at the end of a longer number that make it one of its own. */
const ownDigits = 7

/** One in so many is checked against the schema of contents: all are made alike, and a slip would be in most of them. */
const checkedShare = 500

/**
 * Makes listings after the seed's: the same kinds, audiences, channels and hours, each with a town, a slug, long numbers and
 * addresses of its own, and texts in `locales` languages. Half of them stay in the country of their model, as the seed has many for
 * some countries, and half go to all territories in turn. Worldwide services and emergency numbers are not multiplied: there is no
 * second emergency number, and nobody runs a thousand worldwide services.
 */
export function* makeListings(models: readonly ModelListing[], { listings, locales }: { listings: number; locales: number }): Generator<MadeListing> {
  const draw = drawNumbers(4711)
  const usable = models.filter(({ content }) => !content.worldwide && content.kind !== 'emergency_service')
  if (usable.length === 0) throw new Error('The database has no published listings to make others after. Load the seed first.')
  const texts = Map.groupBy(models.flatMap(textsOf), ({ locale }) => locale)
  const common = [...texts.keys()].sort((one, other) => (texts.get(other)?.length ?? 0) - (texts.get(one)?.length ?? 0)).slice(0, 24)
  for (let index = 0; index < listings; index += 1) {
    const model = usable[index % usable.length]
    if (model === undefined) return
    const town = makeTown(draw)
    const slug = `${model.slug}-${index + 1}`
    const moved = Math.floor(index / usable.length) % 2 === 1
    const country = countryCodes[draw(countryCodes.length)] ?? 'FI'
    const own = languagesOf(model.content).slice(0, locales)
    const others = common.filter((locale) => !own.includes(locale))
    while (own.length < locales && others.length > 0) own.push(...others.splice(draw(others.length), 1))
    const words = own.map((locale): Text => {
      const pool = texts.get(locale) ?? []
      const mine = textsOf(model).find((text) => text.locale === locale)
      const text = mine ?? pool[draw(pool.length)]
      const more = pool[draw(pool.length)]
      if (text === undefined) throw new Error(`No text of the seed is in ${locale}.`)
      return { locale, name: `${text.name} ${town}`.slice(0, 200), summary: `${town}: ${text.summary} ${more?.summary ?? ''}`.slice(0, 600).trim() }
    })
    const content: ListingContent = {
      ...model.content,
      ...(moved ? { countries: [country], subdivisions: [] } : {}),
      officialName: { ...model.content.officialName, text: `${model.content.officialName.text} ${town}`.slice(0, 200) },
      names: words.map(({ locale, name }) => ({ locale, text: name, origin: 'machine', reviewed: false })),
      texts: words.map(({ locale, summary }) => ({
        locale,
        readingLevel: 'standard',
        summary,
        whatHappens: null,
        confidentialityLimits: null,
        origin: 'machine',
        reviewed: false,
      })),
      channels: model.content.channels.map((channel) => ({ ...channel, ...ownContact(channel, index) })),
      editorsNote: null,
    }
    if (index % checkedShare === 0) listingContent.parse(content)
    yield { slug, content }
  }
}

function languagesOf(content: ListingContent): string[] {
  return [...new Set(content.texts.map(({ locale }) => locale))]
}

function textsOf({ content }: ModelListing): Text[] {
  return content.texts.map(({ locale, summary }) => ({
    locale,
    summary,
    name: content.names.find((name) => name.locale === locale)?.text ?? content.officialName.text,
  }))
}

/** Short codes and chains stay shared, as they are in life; everything else leads to this listing alone. */
function ownContact({ type, value, display }: ListingContent['channels'][number], index: number): { value: string; display: string | null } {
  if (type === 'phone' || type === 'sms' || type === 'whatsapp') {
    if (!/^\+?\d+$/.test(value) || value.replace('+', '').length < fewestDigits) return { value, display }
    const number = `${value.slice(0, -ownDigits)}${String(index).padStart(ownDigits, '0')}`
    return { value: number, display: number }
  }
  if (type === 'email') return { value: value.replace('@', `.${index}@`), display: null }
  const address = new URL(value)
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${index}`
  return { value: address.href, display: null }
}
