import { kindOfSection } from '../situation-rows.ts'
import type { ListingRule } from './rule.ts'

/**
 * S6: a reporting hotline is never offered as the place to talk: each section holds its own kind and no other.
 * Source: INHOPE, "How to report": analysts look at links; they do not counsel.
 */
export const fitsSection: ListingRule = (listing, { section }) => listing.content.kind === kindOfSection[section]
