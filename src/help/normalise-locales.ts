import { match as bestFit } from '@formatjs/intl-localematcher'
import { remember } from '../lib/remember.ts'
import type { Directory } from './directory.ts'
import { parseTag } from './parse-tag.ts'

/**
 * The languages of a question without those that cannot change its answer, so that the questions of readers who differ only in
 * these are one question: later ones in which the directory has neither words nor services, nor in anything related. The first
 * stays, whatever it is, because its reader is told when nobody answers in it.
 *
 * @param locales canonical tags in order of preference
 */
export function normaliseLocales({ tags }: Pick<Directory, 'tags'>, locales: readonly string[]): string[] {
  const isKnown = knownIn(tags)
  return [...new Set(locales.filter((locale, index) => index === 0 || isKnown(locale)))]
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
