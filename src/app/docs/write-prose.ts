import { html } from './html.ts'
import type { Html } from './html.ts'

/** The little Markdown that descriptions use, as HTML: paragraphs, lists with `*`, and code between backticks. */
export function writeProse(text: string): Html {
  const blocks = text.trim().split(/\n\s*\n/)
  return html`${blocks.map((block) => (block.startsWith('* ') ? writeList(block) : html`<p>${writeLine(block)}</p>`))}`
}

/** One line of it, without a paragraph around it. */
export function writeLine(text: string): Html {
  const parts = text.replace(/\s*\n\s*/g, ' ').split('`')
  // An odd number of backticks has no end: nothing is code then.
  if (parts.length % 2 === 0) return html`${text}`
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}

function writeList(block: string): Html {
  const items = block.slice(2).split(/\n\* /)
  return html`<ul>${items.map((item) => html`<li>${writeLine(item)}</li>`)}</ul>`
}
