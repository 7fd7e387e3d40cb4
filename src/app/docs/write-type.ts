import { nameOfReference } from './api-document.ts'
import type { Schema } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

/** What a schema takes, in a few words; named schemas as links. */
export function writeType(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOfReference(schema.$ref)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return joined(choices.map(writeType))
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`
  if (schema.enum !== undefined) return joined(schema.enum.map((value) => html`<code>${String(value)}</code>`))
  if (schema.items !== undefined) return html`list of ${writeType(schema.items)}`
  const types = [schema.type ?? 'any'].flat().map((type) => typeNames[type] ?? type)
  const form = schema.format === undefined ? '' : ` (${schema.format})`
  return html`${types.join(' or ')}${form}${limits(schema)}`
}

const typeNames: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', integer: 'whole number' }

function limits({ minimum, maximum, maxLength }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`
  if (minimum !== undefined) return `, from ${minimum}`
  return maxLength === undefined ? '' : `, ${maxLength} characters at most`
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html` or ${part}`))}`
}
