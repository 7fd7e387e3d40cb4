import { match as bestFit } from '@formatjs/intl-localematcher'
import { remember } from '../lib/remember.ts'
import type { Directory } from './directory.ts'
import { parseTag } from './parse-tag.ts'

/**
 * The languages of a question without those that cannot change its answer, so that the questions of readers who differ only in
 * these are one question: what the directory has neither words nor services in, nor in anything related, is left out. Only the first
 * language is named to its reader even when nobody answers in it; without its region, and if it has a name at all.
 *
 * @param locales canonical tags in order of preference
 */
export function normaliseLocales({ tags }: Pick<Directory, 'tags'>, locales: readonly string[]): string[] {
  const isKnown = knownIn(tags)
  const kept = locales.flatMap((locale, index) => {
    if (isKnown(locale)) return [locale]
    const { language } = new Intl.Locale(locale)
    return index === 0 && hasName(language) ? [language] : []
  })
  return [...new Set(kept)]
}

const nothing = 'zxx'

const known = new WeakMap<Directory['tags'], (tag: string) => boolean>()

/** Whether a tag finds any of some others, by its language or by being related: if not, it finds none in a part of them. */
function knownIn(tags: Directory['tags']): (tag: string) => boolean {
  const before = known.get(tags)
  if (before !== undefined) return before
  const languages = new Set([...tags].map((tag) => parseTag(tag).language))
  const canonical = [...new Set([...tags].map((tag) => parseTag(tag).canonical))]
  const isKnown = remember(
    (tag) => languages.has(parseTag(tag).language) || bestFit([tag], canonical, nothing, { algorithm: 'best fit' }) !== nothing,
  )
  known.set(tags, isKnown)
  return isKnown
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

const hasName = remember((language) => names.of(language) !== undefined)
