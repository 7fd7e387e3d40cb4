/** The languages whose words are checked, one file each in terms/. Another language is its file and its two lines here. */
import { remember } from '../../lib/remember.ts'
import { toLocaleTag } from '../locale-tag.ts'
import { parseTag } from '../parse-tag.ts'
import { type CompiledTerms, compileTerms } from './compile-terms.ts'
import ar from './terms/ar.json' with { type: 'json' }
import bn from './terms/bn.json' with { type: 'json' }
import da from './terms/da.json' with { type: 'json' }
import de from './terms/de.json' with { type: 'json' }
import en from './terms/en.json' with { type: 'json' }
import es from './terms/es.json' with { type: 'json' }
import every from './terms/every-language.json' with { type: 'json' }
import fa from './terms/fa.json' with { type: 'json' }
import fi from './terms/fi.json' with { type: 'json' }
import fil from './terms/fil.json' with { type: 'json' }
import fr from './terms/fr.json' with { type: 'json' }
import hi from './terms/hi.json' with { type: 'json' }
import id from './terms/id.json' with { type: 'json' }
import it from './terms/it.json' with { type: 'json' }
import ja from './terms/ja.json' with { type: 'json' }
import ko from './terms/ko.json' with { type: 'json' }
import nl from './terms/nl.json' with { type: 'json' }
import no from './terms/no.json' with { type: 'json' }
import pl from './terms/pl.json' with { type: 'json' }
import pt from './terms/pt.json' with { type: 'json' }
import ru from './terms/ru.json' with { type: 'json' }
import sv from './terms/sv.json' with { type: 'json' }
import sw from './terms/sw.json' with { type: 'json' }
import th from './terms/th.json' with { type: 'json' }
import tr from './terms/tr.json' with { type: 'json' }
import uk from './terms/uk.json' with { type: 'json' }
import ur from './terms/ur.json' with { type: 'json' }
import zhHans from './terms/zh-Hans.json' with { type: 'json' }
import zhHant from './terms/zh-Hant.json' with { type: 'json' }
import { type TermsFile, termsFile } from './terms-file.ts'

const files = [
  ar, bn, da, de, en, es, fa, fi, fil, fr, hi, id, it, ja, ko, nl, no, pl, pt, ru, sv, sw, th, tr, uk, ur, zhHans, zhHant,
]

/** Tags of the languages with words of their own, such as `en`, `pt`, `zh-Hant`; regional forms are checked with them. */
export const languagesWithWording: readonly string[] = files.map((file) => file.language)

/**
 * The language whose words a text is checked with: the same language in the same script, never a related one, whose words
 * may mean something else. `null` when there is none, or the tag is none: then nobody has checked the text.
 */
export const wordingLanguage: (locale: string) => string | null = remember((locale) => {
  const tag = toLocaleTag(locale)
  if (tag === null) return null
  const wanted = parseTag(tag)
  const found = languagesWithWording.find((language) => {
    const offered = parseTag(language)
    return offered.language === wanted.language && offered.script === wanted.script
  })
  return found ?? null
})

/** The words of one language as they stand in its file, or null. Throws a ZodError when the file is not in order. */
export function readTerms(language: string): TermsFile | null {
  const file = files.find((candidate) => candidate.language === language)
  return file === undefined ? null : termsFile.parse(file)
}

const compiled = new Map<string, CompiledTerms>()

/** What a text of this locale is checked with, words that are the same in every language among it; read when first needed. */
export function termsOf(locale: string): CompiledTerms {
  const language = wordingLanguage(locale)
  const key = language ?? every.language
  const known = compiled.get(key)
  if (known !== undefined) return known
  const everywhere = termsFile.parse(every)
  const file = language === null ? null : readTerms(language)
  const terms = compileTerms(file === null ? everywhere : joinTerms(file, everywhere))
  compiled.set(key, terms)
  return terms
}

function joinTerms(file: TermsFile, everywhere: TermsFile): TermsFile {
  const rules = { ...file.rules }
  for (const [rule, { find, pass, instead }] of Object.entries(everywhere.rules)) {
    const own = rules[rule]
    rules[rule] = { find: [...(own?.find ?? []), ...find], pass: [...(own?.pass ?? []), ...pass], instead: own?.instead ?? instead }
  }
  return { ...file, lists: { ...everywhere.lists, ...file.lists }, rules }
}
