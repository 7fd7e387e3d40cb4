/** Text that is HTML already, so that it is not escaped again. */
export type Html = { readonly html: string }

type Part = Html | string | number | readonly Html[]

/** HTML from a template: every text that is put into it is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = parts.map((part, index) => write(part) + (strings[index + 1] ?? ''))
  return { html: (strings[0] ?? '') + texts.join('') }
}

function write(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part))
  return 'html' in part ? part.html : part.map((entry) => entry.html).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
