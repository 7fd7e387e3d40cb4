import { remember } from '../lib/remember.ts'

/** Languages that have several codes for what their readers take for one language. */
const oneLanguage: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', tl: 'fil', yue: 'zh', cmn: 'zh' }

export type ParsedTag = {
  /** The tag to compare by. */
  canonical: string
  /**
   * The language without region and script, with the Norwegian, Filipino and Chinese codes brought together: Cantonese
   * and Mandarin share their writing, and a service that names only one of them is still offered to both.
   */
  language: string
  /** The script it is most likely written in. */
  script: string
}

/** The parts of a language tag that comparisons look at. Throws a RangeError for what is not a tag. */
export const parseTag: (tag: string) => ParsedTag = remember((tag) => {
  const locale = new Intl.Locale(tag)
  return {
    canonical: locale.toString(),
    language: oneLanguage[locale.language] ?? locale.language,
    script: locale.maximize().script ?? '',
  }
})
