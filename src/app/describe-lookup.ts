import type { ApiDescription } from './describe-api.ts'
import { describeHeaders } from './describe-headers.ts'
import { answerHeaders, requestHeaders } from './described-headers.ts'
import { isConsoleUrl } from './is-console-url.ts'

const description = `Child-safety support lines, reporting hotlines and prevention services of the world,
chosen for one person: by place, language, age and what just happened.

* No key is needed, any web page may ask, and nothing about the caller is stored or logged.
* \`GET /v1/help?country=FI&ageBand=13-15&situation=blocked_someone\` returns what to show, ready to render.
* Fields may be added to answers; none is renamed or gets another type. Ignore what you do not know.
* The lists of values of answers may grow as well: a client must tolerate a value that it does not know, such as a new kind,
  situation or notice, and show or skip it without failing.
* Answers of \`GET\` under \`/v1\` have an \`ETag\`. Send it back as \`If-None-Match\` and get 304 while nothing changed.
  Answers of \`POST\`, problems, \`/livez\` and \`/readyz\` have none, and are not to be kept.
* Errors are problem documents (RFC 9457). Rely on \`code\`; \`type\` leads to what it means and what to do.
* \`OPTIONS\` tells which methods an address answers, also to the preflights of browsers. Every other method is a problem:
  405 with \`Allow\`, or 501 when no address answers it.`

/** What anybody may use. */
export const lookupDescription: ApiDescription = {
  decorator: 'swagger',
  title: 'Child Safety Resource Directory',
  summary: 'The right help for a child, in their country, in their language, for their age, now.',
  description,
  tags: [
    { name: 'Help', description: 'The answer for one person.' },
    { name: 'Listings', description: 'The catalogue of services.' },
    { name: 'Organisations', description: 'For organisations that are listed here and have no account.' },
    { name: 'Coverage', description: 'What the directory has for each country.' },
    { name: 'Guidance', description: 'What to say, and which steps to offer.' },
    { name: 'Vocabulary', description: 'The words of questions and answers.' },
    { name: 'Operations', description: 'For those who run an installation.' },
  ],
  includes: (url) => !isConsoleUrl(url),
  examples: '',
  completion: { components: { parameters: requestHeaders, headers: answerHeaders }, completeOperation: describeHeaders, sharesProblems: false },
}
