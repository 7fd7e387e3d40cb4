import { operationsOf } from './api-document.ts'
import type { ApiDocument } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { writeOperation } from './write-operation.ts'
import { writeProblems } from './write-problems.ts'
import { writeProse } from './write-prose.ts'
import { writeSchema } from './write-schema.ts'

/** The reference of the API as one page that loads nothing from elsewhere: operations first, schemas, problems last. */
export function writePage(document: ApiDocument): string {
  const { info, tags } = document
  const operations = operationsOf(document)
  const groups = tags.map((tag) => ({ ...tag, operations: operations.filter((operation) => operation.tags.includes(tag.name)) }))
  const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API reference · ${info.title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/docs.css" />
    <script type="module" src="/docs/docs.js"></script>
  </head>
  <body>
    <a class="skip" href="#operations">Skip to the operations</a>
    <header>
      <h1>${info.title}</h1>
      <p><a href="/openapi.json">/openapi.json</a> · version ${info.version}</p>
    </header>
    <nav aria-label="Contents">
      <ul>${groups.flatMap((group) => group.operations).map(
        ({ operationId, method, path, summary }) =>
          html`<li><a href="#${operationId}"><span class="method">${method}</span> <code>${path}</code></a> ${summary}</li>`,
      )}</ul>
      <p><a href="#about">About</a> · <a href="#schemas">Schemas</a> · <a href="#problems">Problems</a></p>
    </nav>
    <main>
      <section id="about" aria-labelledby="about-title">
        <h2 id="about-title">About</h2>
        <p class="summary">${info.summary}</p>
        ${writeProse(info.description)}
      </section>
      <div id="operations">${groups.map((group) => writeGroup(document, group))}</div>
      <section id="schemas" aria-labelledby="schemas-title">
        <h2 id="schemas-title">Schemas</h2>
        ${Object.entries(document.components.schemas).map(([name, schema]) => writeSchema(name, schema))}
      </section>
      ${writeProblems()}
    </main>
  </body>
</html>
`
  return page.html
}

type Group = ApiDocument['tags'][number] & { operations: ReturnType<typeof operationsOf> }

function writeGroup(document: ApiDocument, { name, description, operations }: Group): Html {
  const id = `tag-${name}`
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    <p>${description}</p>
    ${operations.map((operation) => writeOperation(document, operation))}
  </section>`
}
