import { expect, test } from 'vitest'
import { lintGuidance } from '../../../src/help/wording/lint-guidance.ts'
import { lintLabelSet } from '../../../src/help/wording/lint-label-set.ts'
import { lintListing } from '../../../src/help/wording/lint-listing.ts'
import { checkRows } from '../../../src/interchange/import/check-rows.ts'
import { readFolder } from '../../../src/interchange/import/read-folder.ts'

const { listings, guidance, labelSets } = checkRows(await readFolder('seed'), 'seed', 2026)
const say = ({ locale, pointer, rule, found }: { locale: string; pointer: string; rule: string; found: string }) =>
  `${locale} ${pointer} ${rule}: ${found}`

test('no guidance of the seed breaks a rule, in any language', () => {
  expect(guidance.length).toBeGreaterThan(40)
  const findings = guidance.flatMap(({ entry }) => lintGuidance(entry.content).map((finding) => `${entry.slug} ${say(finding)}`))
  expect(findings).toEqual([])
})

test('no label of the seed breaks a rule, in any language', () => {
  expect(labelSets).toHaveLength(30)
  expect(labelSets.flatMap(({ entry }) => lintLabelSet(entry).map(say))).toEqual([])
})

test('no name or text of a listing of the seed breaks a rule, in any language', () => {
  expect(listings.length).toBeGreaterThan(700)
  const findings = listings.flatMap(({ entry }) => lintListing(entry.content).map((finding) => `${entry.slug} ${say(finding)}`))
  expect(findings).toEqual([])
})
