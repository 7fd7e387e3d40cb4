import { operationsOf } from './api-document.ts'
import type { ApiDocument } from './api-document.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { references } from './references.ts'
import type { Reference } from './references.ts'
import { thingsOf } from './things-of.ts'
import { writeOperation } from './write-operation.ts'
import { writeProblems } from './write-problems.ts'
import { writeProse } from './write-prose.ts'
import { writeSchema } from './write-schema.ts'

/** The reference of the API as one page that loads nothing from elsewhere: operations first, schemas, problems last. */
export function writePage(document: ApiDocument, { api, page, description }: Reference): string {
  const { info, tags } = document
  const operations = operationsOf(document)
  const groups = tags.map((tag) => ({ ...tag, operations: operations.filter((operation) => operation.tags.includes(tag.name)) }))
  const thingOf = thingsOf(document, operations)
  const others = references.filter((reference) => reference.page !== page)
  const written = html`<!doctype html>
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
      <p><a href="${description}">${description}</a> · version ${info.version}</p>
      <p>${others.map((other) => html`<a href="${other.page}">${other.link}</a>`)}</p>
    </header>
    <nav aria-label="Contents">
      ${api === 'lookup' ? writeList(groups.flatMap((group) => group.operations)) : groups.map(writeNamedList)}
      <p><a href="#about">About</a> · <a href="#schemas">Schemas</a> · <a href="#problems">Problems</a></p>
    </nav>
    <main>
      <section id="about" aria-labelledby="about-title">
        <h2 id="about-title">About</h2>
        <p class="summary">${info.summary}</p>
        ${writeProse(info.description)}
      </section>
      ${api === 'lookup' ? '' : writeKeyField()}
      <div id="operations">${groups.map((group) => writeGroup(document, group, thingOf))}</div>
      <section id="schemas" aria-labelledby="schemas-title">
        <h2 id="schemas-title">Schemas</h2>
        ${Object.entries(document.components.schemas).map(([name, schema]) => writeSchema(name, schema))}
      </section>
      ${writeProblems(document)}
    </main>
  </body>
</html>
`
  return written.html
}

type Group = ApiDocument['tags'][number] & { operations: ReturnType<typeof operationsOf> }

function writeList(operations: Group['operations']): Html {
  return html`<ul>${operations.map(
    ({ operationId, method, path, summary }) =>
      html`<li><a href="#${operationId}"><span class="method">${method}</span> <code>${path}</code></a> ${summary}</li>`,
  )}</ul>`
}

/** For an API with so many operations that nobody reads them all. */
function writeNamedList({ name, operations }: Group): Html {
  return html`<details><summary>${name}</summary>${writeList(operations)}</details>`
}

/** What is typed here stays in this page: nothing stores it. */
function writeKeyField(): Html {
  return html`<section id="who" aria-labelledby="who-title">
    <h2 id="who-title">Who asks</h2>
    <p>The forms below ask as whoever is signed in with this browser: sign in with <a href="#signInWithPassword">the forms for that</a>. Or
    ask with a key. It is kept in the memory of this page only, and sent with every form while it stands here.</p>
    <p>They change what is really there.</p>
    <div class="field">
      <label for="key">Key</label>
      <input id="key" type="password" autocomplete="off" spellcheck="false" aria-describedby="key-meaning" />
      <p id="key-meaning">For example <code>csrd_…</code>. Empty: the session of this browser.</p>
    </div>
  </section>`
}

function writeGroup(document: ApiDocument, { name, description, operations }: Group, thingOf: ReturnType<typeof thingsOf>): Html {
  const id = `tag-${name.replaceAll(' ', '-')}`
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    <p>${description}</p>
    ${operations.map((operation) => writeOperation(document, operation, thingOf(operation)))}
  </section>`
}
