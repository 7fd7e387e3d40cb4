import { parametersOf, resolveSchema } from './api-document.ts'
import type { ApiDocument, Parameter, PlacedOperation } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeLine } from './write-prose.ts'
import { writeType } from './write-type.ts'

/** What only browsers may say, and say by themselves. */
const ofBrowsers: ReadonlySet<string> = new Set(['Origin'])

/**
 * The form with which an operation is tried. docs.js sends it and shows the answer.
 *
 * @param thing the path of what the operation reads or changes, for forms that share its `ETag`; null where there is none
 */
export function writeForm(document: ApiDocument, operation: PlacedOperation, thing: string | null): Html {
  const { method, path, operationId } = operation
  const body = operation.requestBody?.content['application/json']?.example
  return html`<form class="try" data-method="${method}" data-path="${path}"${thing === null ? '' : html` data-thing="${thing}"`} aria-label="Try ${method} ${path}">
    ${parametersOf(document, operation)
      .filter(({ name }) => !ofBrowsers.has(name))
      .map((parameter) => writeField(document, operationId, parameter))}
    ${body === undefined ? '' : writeBody(operationId, body)}
    <p><button type="submit">Execute</button> <output class="status" aria-live="polite"></output></p>
    <pre class="answer" tabindex="0" role="region" aria-label="Answer of ${method} ${path}" hidden></pre>
  </form>`
}

function writeField(document: ApiDocument, operationId: string, parameter: Parameter): Html {
  const { name, in: place, required, description = '', schema } = parameter
  const id = `${operationId}-${name}`
  const example = schema.examples?.[0]
  const shown = example === undefined ? '' : html` For example <code>${[example].flat().join(', ')}</code>.`
  return html`<div class="field">
    <label for="${id}"><code>${name}</code>${required ? ' (required)' : ''}${place === 'header' ? ' (header)' : ''}</label>
    ${writeControl(document, id, parameter)}
    <p id="${id}-meaning">${writeLine(description)}${shown} <span class="type">${writeType(schema)}</span></p>
  </div>`
}

function writeControl(document: ApiDocument, id: string, { name, in: place, required, schema, example }: Parameter): Html {
  const isList = schema.items !== undefined
  const { enum: values, type } = resolveSchema(document, schema.items ?? schema)
  const choices = values?.map(String) ?? (type === 'boolean' ? ['true', 'false'] : null)
  const attributes = html`id="${id}" name="${name}" data-in="${place}" aria-describedby="${id}-meaning"`
  if (choices !== null) {
    const options = choices.map((choice) => html`<option>${choice}</option>`)
    return isList
      ? html`<select ${attributes} multiple size="4">${options}</select>`
      : html`<select ${attributes}><option value="">(leave out)</option>${options}</select>`
  }
  const value = example === undefined ? '' : String(example)
  return html`<input ${attributes} value="${value}" autocomplete="off" spellcheck="false"${required ? html` required` : ''} />`
}

function writeBody(operationId: string, example: unknown): Html {
  const id = `${operationId}-body`
  return html`<div class="field">
    <label for="${id}">Body (JSON)</label>
    <textarea id="${id}" data-in="body" rows="8" spellcheck="false">${JSON.stringify(example, null, 2)}</textarea>
  </div>`
}
