import type { GuidanceContent } from '../../src/help/guidance-content.ts'

/** Content that can be published: what to do after blocking somebody, for children, with a reviewed text and a source. */
export function editableGuidance(facts: Partial<GuidanceContent> = {}): GuidanceContent {
  return {
    situation: 'blocked_someone',
    audience: 'child',
    ageBands: ['10-12', '13-15'],
    country: null,
    texts: [
      {
        locale: 'en',
        origin: 'original',
        reviewed: true,
        plain: null,
        standard: { title: 'You did the right thing', body: 'You may block anybody, at any time.', steps: ['Tell an adult you trust.'] },
      },
    ],
    sources: ['An example.'],
    editorsNote: 'for editors only 4711',
    ...facts,
  }
}
