import type { Audience } from '../vocabulary.ts'

/** Where a text stands and who reads it: the same words can be right in one place and wrong in another. */
export type WordingContext = {
  /** `name`: the name that a service gave itself, which is a fact; everything else is in our words. */
  place: 'guidance' | 'listing' | 'label' | 'name'
  /** Whom the text is for; empty: anybody. */
  audiences: readonly Audience[]
  /** A person under 18 may be the reader. */
  minor: boolean
  /** It is about the reader's own sexual thoughts or acts, or about those of the reader's child. */
  ownBehaviour: boolean
}
