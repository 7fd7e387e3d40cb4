import { responsesOf } from './api-document.ts'
import type { ApiDocument, Media, PlacedOperation, Response } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeForm } from './write-form.ts'
import { writeLine, writeProse } from './write-prose.ts'
import { writeType } from './write-type.ts'

/** One operation: what it is for, a form to try it, and what it can answer. */
export function writeOperation(document: ApiDocument, operation: PlacedOperation, thing: string | null): Html {
  const { method, path, operationId, summary, description } = operation
  return html`<section class="operation" id="${operationId}" aria-labelledby="${operationId}-title">
    <h3 id="${operationId}-title"><span class="method">${method}</span> <code>${path}</code></h3>
    <p class="summary">${summary}</p>
    ${writeProse(description)}
    <h4>Try it</h4>
    ${writeForm(document, operation, thing)}
    <h4>Answers</h4>
    <dl>${responsesOf(document, operation).map(([status, response]) => writeResponse(operation, status, response))}</dl>
  </section>`
}

function writeResponse({ method, path }: PlacedOperation, status: string, response: Response): Html {
  const { description, headers = {}, content = {} } = response
  const [media] = Object.values(content)
  const names = Object.keys(headers)
  return html`<div>
    <dt><code>${status}</code>${status.startsWith('2') && media !== undefined ? html` ${writeType(media.schema)}` : ''}</dt>
    <dd>
      <p>${writeLine(description)}${names.length === 0 ? '' : html` Headers: ${names.join(', ')}.`}</p>
      ${media === undefined ? '' : writeExamples(`${method} ${path}, ${status}`, media)}
    </dd>
  </div>`
}

function writeExamples(what: string, { example, examples = {} }: Media): Html {
  const named = Object.entries(examples).flatMap(([name, entry]) => ('$ref' in entry ? [] : [{ name, value: entry.value }]))
  const shared = Object.entries(examples).flatMap(([name, entry]) => ('$ref' in entry ? [html`<a href="#problem-${name}"><code>${name}</code></a> `] : []))
  const all = example === undefined ? named : [{ name: '', value: example }]
  return html`${all.map(
    ({ name, value }) => html`<details>
      <summary>Example${name === '' ? '' : html` of <code>${name}</code>`}</summary>
      <pre tabindex="0" role="region" aria-label="Example of ${what} ${name}">${JSON.stringify(value, null, 2)}</pre>
    </details>`,
  )}${shared.length === 0 ? '' : html`<p>As everywhere: ${shared}</p>`}`
}
