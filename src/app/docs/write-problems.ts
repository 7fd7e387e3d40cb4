import { problems } from '../../lib/problems.ts'
import type { ApiDocument } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeLine } from './write-prose.ts'

/** Every problem with its meaning and what to do, where the `type` of a problem document leads. */
export function writeProblems({ components }: Pick<ApiDocument, 'components'>): Html {
  return html`<section id="problems" aria-labelledby="problems-title">
    <h2 id="problems-title">Problems</h2>
    <p>Every error is a <code>application/problem+json</code> document (RFC 9457). Its <code>code</code> is one of these.</p>
    <dl>${Object.entries(problems).map(
      ([code, { status, title, whatToDo }]) => html`<div id="problem-${code}">
        <dt><code>${code}</code> ${status}</dt>
        <dd><p>${title}.</p><p>${writeLine(whatToDo)}</p>${writeExample(code, components.examples[code]?.value)}</dd>
      </div>`,
    )}</dl>
  </section>`
}

/** Where it is the same at every operation. */
function writeExample(code: string, value: unknown): Html | '' {
  if (value === undefined) return ''
  return html`<details>
    <summary>Example</summary>
    <pre tabindex="0" role="region" aria-label="Example of ${code}">${JSON.stringify(value, null, 2)}</pre>
  </details>`
}
