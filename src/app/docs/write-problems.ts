import { problems } from '../../lib/problems.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeLine } from './write-prose.ts'

/** Every problem with its meaning and what to do, where the `type` of a problem document leads. */
export function writeProblems(): Html {
  return html`<section id="problems" aria-labelledby="problems-title">
    <h2 id="problems-title">Problems</h2>
    <p>Every error is a <code>application/problem+json</code> document (RFC 9457). Its <code>code</code> is one of these.</p>
    <dl>${Object.entries(problems).map(
      ([code, { status, title, whatToDo }]) => html`<div id="problem-${code}">
        <dt><code>${code}</code> ${status}</dt>
        <dd><p>${title}.</p><p>${writeLine(whatToDo)}</p></dd>
      </div>`,
    )}</dl>
  </section>`
}
