import type { ApiDescription } from './describe-api.ts'
import { consoleAnswerHeaders, consoleRequestHeaders, securitySchemes } from './console-headers.ts'
import { describeConsoleOperation } from './describe-console-operation.ts'
import { isConsoleUrl } from './is-console-url.ts'

const description = `What editors of a directory do, as an API: for a console in the browser, and for organisations that keep
their listings in a system of their own.

* People sign in and have a cookie; machines send \`Authorization: Bearer csrd_…\`. A key reads and edits for one organisation. It
  never approves: that takes a person.
* A listing is a \`draft\`, is submitted (\`in_review\`), approved by somebody other than its author, and \`published\`. What the public
  sees stays as it is while a next revision is written and reviewed. A reviewer suspends it in one step.
* Every answer about a thing has an \`ETag\`, and \`abilities\`: what you can do with it now. Operations that change it want the tag
  as \`If-Match\`: 428 without it, 412 with both versions when somebody else was faster. Nothing of what you sent is stored then.
* Operations that create something take an \`Idempotency-Key\`: repeat a request whose answer was lost with the same key, and you get
  the same answer instead of a second thing.
* Lists come in pages: send \`nextCursor\` back as \`cursor\` until it is null.
* What you may not know of is 404, as what does not exist is. What you may know of and not do is 403.
* Errors are problem documents (RFC 9457) that name every fault at once. Rely on \`code\`.
* Where one person runs the installation (\`FOUR_EYES=off\`), every answer has the header \`Four-Eyes: off\`.
* Answers are for you and for now: no cache keeps them, and no page of another web site may read them.`

/** What those who signed in may use. */
export const consoleDescription: ApiDescription = {
  decorator: 'consoleSwagger',
  title: 'Child Safety Resource Directory: console',
  summary: 'Keeping listings true: drafts, review, verification, people and what the public reports.',
  description,
  tags: [
    { name: 'Sign-in', description: 'Who you are: passwords, second factors, sessions, invitations.' },
    { name: 'Listings', description: 'The services of your organisation, from draft to published and back.' },
    { name: 'Guidance', description: 'Texts with steps for one situation. For curators.' },
    { name: 'Reviews', description: 'What waits for the eyes of somebody else.' },
    { name: 'Verification', description: 'Checks that a service can be reached as its listing says, and which are due.' },
    { name: 'Problems', description: 'What the public and the link checker noticed.' },
    { name: 'Organisations', description: 'Who runs services, and who edits for them.' },
    { name: 'People', description: 'Yourself, and for administrators everybody.' },
    { name: 'Keys', description: 'Machines of an organisation.' },
    { name: 'Claims', description: 'What organisations without an account ask for.' },
    { name: 'Audit', description: 'Who did what, when and why.' },
    { name: 'Coverage', description: 'Where help is missing.' },
    { name: 'Background work', description: 'What is done by itself. For administrators.' },
  ],
  includes: isConsoleUrl,
  examples: 'console',
  completion: {
    components: { parameters: consoleRequestHeaders, headers: consoleAnswerHeaders, securitySchemes },
    completeOperation: describeConsoleOperation,
    sharesProblems: true,
  },
}
