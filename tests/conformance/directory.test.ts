import { describe, expect, it } from 'vitest'
import { guidanceContent } from '../../src/help/guidance-content.ts'
import { labelSetContent } from '../../src/help/label-set.ts'
import { listingContent } from '../../src/help/listing-content.ts'
import { situationRows } from '../../src/help/situation-rows.ts'
import { lintGuidance } from '../../src/help/wording/lint-guidance.ts'
import { lintLabelSet } from '../../src/help/wording/lint-label-set.ts'
import { lintListing } from '../../src/help/wording/lint-listing.ts'
import { fictionalDirectory, withheldListings } from './fictional-directory.ts'

const { listings, guidance, labelSets } = fictionalDirectory()
const all = [...listings, ...withheldListings().map(({ listing }) => listing)]

/** No editor could publish these: they tempt, so that cases show that they are left out. */
const hostile = ['jp-line-followed', 'jp-line-shelter', 'jp-line-shortened', 'world-phone', 'world-talk']

describe('the fictional directory', () => {
  it('holds what editors could have published, but for what it names as hostile', () => {
    const refused = all.filter(({ content }) => !listingContent.safeParse({ ...content, sources: [{ url: 'https://source.example/' }] }).success)
    expect(refused.map(({ slug }) => slug)).toEqual(hostile)
    expect(guidance.filter(({ content }) => !guidanceContent.safeParse({ ...content, sources: ['fictional'] }).success)).toEqual([])
    expect(labelSets.filter((set) => !labelSetContent.safeParse(set).success)).toEqual([])
  })

  it('stands in the order of slugs, with one identity each', () => {
    for (const entries of [listings, guidance]) expect(entries.map(({ slug }) => slug)).toEqual(entries.map(({ slug }) => slug).sort())
    const ids = [...all, ...guidance].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leads nowhere: addresses are reserved for examples, numbers for fiction', () => {
    const fiction = /^(?:[*#]?000\d{0,5}|\+?(?:44|0)8081570\d{3}|8005550199|\+120255501\d\d|\+46313900600|\+493023125001)$/
    const pages = /^https:\/\/[a-z0-9.-]+\.example\/|^mailto:|@[a-z]+\.example$/
    const values = all
      .filter(({ slug }) => !hostile.includes(slug) || slug.startsWith('world-'))
      .flatMap(({ content }) => content.channels.map(({ value }) => value))
    expect(values.filter((value) => !fiction.test(value) && !pages.test(value))).toEqual([])
  })

  it('has guidance for every row of the situations', () => {
    const missing = situationRows.flatMap(({ situation, audiences, ageBands }) =>
      audiences.flatMap((audience) =>
        ageBands
          .filter((band) => !(audience === 'child' && band === '18-plus') && !(audience === 'adult' && band !== '18-plus' && band !== 'unknown'))
          .filter((band) => !guidance.some(({ content }) => content.situation === situation && content.audience === audience && content.ageBands.includes(band)))
          .map((band) => `${situation} ${audience} ${band}`),
      ),
    )
    expect(missing).toEqual([])
  })

  it('has the same labels in each of its languages', () => {
    const keys = (index: number) => Object.keys(labelSets[index]?.labels ?? {}).sort()
    for (const [index] of labelSets.entries()) expect(keys(index)).toEqual(keys(0))
  })

  it('says nothing that the wording rules forbid', () => {
    const findings = [
      ...all.flatMap(({ content }) => lintListing(content)),
      ...guidance.flatMap(({ content }) => lintGuidance(content)),
      ...labelSets.flatMap(lintLabelSet),
    ]
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
