import type { Schema } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeLine, writeProse } from './write-prose.ts'
import { writeType } from './write-type.ts'

/** A named schema: what it is, and each of its fields or values. */
export function writeSchema(name: string, schema: Schema): Html {
  const fields = Object.entries(schema.properties ?? {})
  return html`<section class="schema" id="schema-${name}" aria-labelledby="schema-${name}-title">
    <h3 id="schema-${name}-title">${name}</h3>
    ${writeProse(schema.description ?? '')}
    ${fields.length === 0 ? html`<p class="type">${writeType(schema)}</p>` : html`<dl>${fields.map(writeEntry(schema))}</dl>`}
  </section>`
}

function writeEntry({ required = [] }: Schema): (entry: [string, Schema]) => Html {
  return ([name, field]) => html`<div>
    <dt><code>${name}</code>${required.includes(name) ? '' : ' (optional)'} <span class="type">${writeType(field)}</span></dt>
    <dd>${writeLine(field.description ?? '')}${writeInner(field)}</dd>
  </div>`
}

/** The fields of objects that have no name of their own. */
function writeInner(field: Schema): Html | '' {
  const inner = [field, field.items, ...(field.anyOf ?? [])].find((part) => part?.properties !== undefined)
  return inner?.properties === undefined ? '' : html`<dl>${Object.entries(inner.properties).map(writeEntry(inner))}</dl>`
}
