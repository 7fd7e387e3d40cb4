/** Languages that have several codes for what their readers take for one language. */
const oneLanguage: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', tl: 'fil', yue: 'zh', cmn: 'zh' }

/** The language of a tag without region and script, with the Norwegian, Filipino and Chinese codes brought together. */
export function languageOf(locale: string): string {
  const language = new Intl.Locale(locale).language
  return oneLanguage[language] ?? language
}

/**
 * True when somebody who reads or speaks the one is served by the other. Cantonese and Mandarin share their writing,
 * so this holds for `yue` and `zh` in texts, and a service that names only one of them is still offered to both.
 */
export function isSameLanguage(one: string, other: string): boolean {
  return languageOf(one) === languageOf(other)
}
