import type { PublicationFinding } from './finding.ts'

/** What is served is plain text: markup would be shown as it is written, or worse, be obeyed by a careless page. */
const markup = /<\/?[a-z!][^>]*>|&(?:[a-z]{2,8}|#\d{2,6});|\]\(https?:/i

/** Texts that look as if they were HTML or Markdown, wherever they stand in the content. */
export function checkMarkup(content: unknown, pointer = ''): PublicationFinding[] {
  if (typeof content === 'string') {
    return markup.test(content) ? [{ pointer, code: 'markup', detail: 'looks like HTML or Markdown; write plain text' }] : []
  }
  if (typeof content !== 'object' || content === null) return []
  return Object.entries(content).flatMap(([name, value]) => checkMarkup(value, `${pointer}/${name}`))
}
