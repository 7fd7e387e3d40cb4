import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { coverages, localeMatches } from '../../src/help/choice.ts'
import { indexDirectory } from '../../src/help/index-directory.ts'
import { ruleIds } from '../../src/help/rules/rule.ts'
import type { RuleId } from '../../src/help/rules/rule.ts'
import { ageBands, audiences, situations } from '../../src/help/vocabulary.ts'
import { answerCase } from './answer-case.ts'
import { caseFile } from './case-file.ts'
import { expectAnswer } from './expect-answer.ts'
import { fictionalDirectory } from './fictional-directory.ts'
import { printJson } from './print-json.ts'
import { conformanceFolder, readCaseFiles, readCases } from './read-case-files.ts'

const directory = indexDirectory(fictionalDirectory())
const files = readCaseFiles()
const cases = readCases()

describe.each(files)('$content.subject', ({ file, content }) => {
  it.each(content.cases)('$id: $title', (asked) => {
    expectAnswer(answerCase(directory, asked), asked)
  })

  // After a change that is meant, `npx vitest run tests/conformance -u` writes the answers; never one that is not as expected.
  it('is answered to the letter as it was frozen', async () => {
    const answered = content.cases.map((asked) => {
      const answer = answerCase(directory, asked)
      expectAnswer(answer, asked)
      return { ...asked, answer }
    })
    await expect(printJson({ ...content, cases: answered })).toMatchFileSnapshot(file)
  })
})

/** Rules that the choice can be made without; S12 is part of S10, and S13 the absence of any field for the other person. */
const switchable: readonly (readonly [string, readonly RuleId[]])[] = [
  // S1 stands behind the file of situations and S6, and holds where both fail.
  ['safety-s1', ['S1', 'S6']],
  ...ruleIds.filter((id) => id !== 'S1' && id !== 'S12').map((id) => [`safety-${id.toLowerCase()}`, [id]] as const),
  ['safety-s12', ['S10']],
]

describe('a product that forgot a safety rule', () => {
  it.each(switchable)('fails in %s', (subject, off) => {
    const own = files.find(({ content }) => content.subject === subject)?.content.cases ?? []
    const broken = own.filter((asked) => {
      const text = JSON.stringify(answerCase(directory, asked, new Set(off)))
      return asked.mustNotShow.some((words) => text.includes(words))
    })
    expect(broken).not.toEqual([])
  })
})

describe('the cases', () => {
  const answers = cases.map((asked) => answerCase(directory, asked))
  const found = (values: readonly unknown[]) => new Set(values)

  it('are at least 150, each with its own id and a reason', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150)
    expect(found(cases.map(({ id }) => id)).size).toBe(cases.length)
    expect(cases.filter(({ title, reason }) => title === '' || reason.length < 3)).toEqual([])
  })

  it('ask every situation, audience and age band, and find every kind of language match and coverage', () => {
    expect(found(answers.map(({ request }) => request.situation))).toEqual(found(situations))
    expect(found(answers.map(({ request }) => request.audience))).toEqual(found(audiences))
    expect(found(answers.map(({ request }) => request.ageBand))).toEqual(found(ageBands))
    expect(found(answers.map(({ localeMatch }) => localeMatch))).toEqual(found(localeMatches))
    expect(found(answers.map(({ coverage }) => coverage))).toEqual(found(coverages))
  })

  it('have a file for every safety rule', () => {
    const subjects = files.map(({ content }) => content.subject)
    for (let rule = 1; rule <= 13; rule += 1) expect(subjects).toContain(`safety-s${rule}`)
  })

  it('each say what must show and nearly all what must not', () => {
    expect(cases.filter(({ mustShow }) => mustShow.length === 0).map(({ id }) => id)).toEqual([])
    expect(cases.filter(({ mustNotShow }) => mustNotShow.length > 0).length).toBeGreaterThan(cases.length * 0.75)
  })

  it('repeat of the question only what the answer may', () => {
    for (const { request } of answers) {
      expect(Object.keys(request)).toEqual(['country', 'subdivision', 'ageBand', 'audience', 'situation', 'adjusted'])
    }
  })

  it('have each file of theirs in their README', () => {
    const readme = readFileSync(path.join(conformanceFolder, 'README.md'), 'utf8')
    const subjects = files.map(({ file }) => path.basename(file)).filter((name) => !/^safety-s\d+\.json$/.test(name))
    expect(subjects.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })

  it('are described by the schema that ships with them', async () => {
    const schema = z.toJSONSchema(caseFile, { io: 'input' })
    await expect(printJson(schema)).toMatchFileSnapshot(path.join(conformanceFolder, 'case-file.schema.json'))
  })
})
