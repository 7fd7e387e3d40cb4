import { describe, expect, it } from 'vitest'
import type { ApiDocument } from '../../../src/app/docs/api-document.ts'
import { html } from '../../../src/app/docs/html.ts'
import { references } from '../../../src/app/docs/references.ts'
import { writePage } from '../../../src/app/docs/write-page.ts'
import { writeLine, writeProse } from '../../../src/app/docs/write-prose.ts'
import { openapiDocument } from '../../../src/app/openapi-document.ts'

describe('text in the reference', () => {
  it('is never HTML, wherever it stands', () => {
    const evil = `"><script>alert('1')</script>&`
    expect(html`<a title="${evil}">${evil}</a>`.html).toBe(
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</a>',
    )
    expect(writeProse(`a ${evil}\n\n* \`${evil}\`\n* b`).html).not.toContain('<script')
  })

  it('has paragraphs, lists and code, and shows a lone backtick as it is', () => {
    expect(writeProse('One\nline.\n\n* `a`: b\n  c\n* d').html).toBe('<p>One line.</p><ul><li><code>a</code>: b c</li><li>d</li></ul>')
    expect(writeLine('a ` b').html).toBe('a ` b')
  })
})

describe('the page', () => {
  it.each(references)('$page names every field of every schema, with what it says', async (reference) => {
    const document = JSON.parse(await openapiDocument(reference.api)) as ApiDocument
    const page = writePage(document, reference)
    for (const [name, { properties = {} }] of Object.entries(document.components.schemas)) {
      const [section = ''] = page.split(`id="schema-${name}"`)[1]?.split('</section>') ?? []
      for (const [field, { description = '' }] of Object.entries(properties)) {
        expect(section).toContain(`<dt><code>${field}</code>`)
        expect(section).toContain(writeLine(description).html)
      }
    }
    expect(page).not.toContain('[object Object]')
    expect(page).not.toContain('undefined')
  })
})
