import type { ListingContent } from '../../help/listing-content.ts'
import { lintListing } from '../../help/wording/lint-listing.ts'
import { checkAddresses } from './check-addresses.ts'
import { checkMarkup } from './check-markup.ts'
import { checkPhone } from './check-phone.ts'
import { checkRepeats } from './check-repeats.ts'
import type { PublicationFinding, PublicationFindings } from './finding.ts'
import { wordingFindings } from './wording-findings.ts'

/** Who may be meant by a service for people who worry about their own behaviour; rules S1 and S2 stand behind it. */
const preventionAudiences = ['concerned_self', 'concerned_other', 'parent_carer', 'professional'] as const

/**
 * What keeps a listing from being published beyond its form, which its schema checks: words, markup, addresses, and kinds and audiences that
 * contradict each other. And what its author should weigh: a phone library knows most numbers but not all, so it only warns.
 */
export function checkListing(content: ListingContent): PublicationFindings {
  const wording = wordingFindings(lintListing(content))
  const faults: PublicationFinding[] = [
    ...wording.faults,
    ...checkMarkup(content),
    ...checkAddresses(content),
    ...checkRepeats(content),
    ...audienceFaults(content),
    ...ageFaults(content),
    ...(content.texts.some(({ reviewed }) => reviewed)
      ? []
      : [{ pointer: '/texts', code: 'no_reviewed_text', detail: 'no text has been reviewed by a person; at least one must be' }]),
  ]
  return { faults, warnings: [...wording.warnings, ...checkPhone(content)] }
}

function audienceFaults({ kind, audiences, youthPrevention }: ListingContent): PublicationFinding[] {
  if (kind !== 'prevention_service') {
    const isOnlyForThoughts = audiences.length > 0 && audiences.every((audience) => audience === 'concerned_self')
    return isOnlyForThoughts
      ? [{ pointer: '/audiences', code: 'audience_of_prevention', detail: 'a service only for people who worry about their own behaviour is a prevention_service' }]
      : []
  }
  const faults = audiences.flatMap((audience, index) =>
    preventionAudiences.some((fit) => fit === audience)
      ? []
      : [{ pointer: `/audiences/${index}`, code: 'audience_not_of_prevention', detail: `a prevention service is for ${preventionAudiences.join(', ')}` }],
  )
  if (audiences.length === 0) {
    faults.push({ pointer: '/audiences', code: 'audience_missing', detail: 'a prevention service names its audiences' })
  }
  if (youthPrevention && !audiences.includes('concerned_self')) {
    faults.push({ pointer: '/audiences', code: 'audience_missing', detail: 'prevention for minors is for concerned_self' })
  }
  return faults
}

function ageFaults({ kind, minAge, maxAge, youthPrevention, audiences }: ListingContent): PublicationFinding[] {
  const faults: PublicationFinding[] = []
  if (youthPrevention && minAge !== null && minAge >= 18) {
    faults.push({ pointer: '/minAge', code: 'age_contradicts', detail: 'prevention for minors is open to people under 18' })
  }
  if (kind === 'prevention_service' && !youthPrevention && maxAge !== null && maxAge < 18) {
    faults.push({ pointer: '/youthPrevention', code: 'age_contradicts', detail: 'a prevention service for minors only says so' })
  }
  const onlyFor = (audience: string) => audiences.length > 0 && audiences.every((entry) => entry === audience)
  if (onlyFor('child') && minAge !== null && minAge >= 18) {
    faults.push({ pointer: '/minAge', code: 'age_contradicts', detail: 'a service for children is open to people under 18' })
  }
  if (onlyFor('adult') && maxAge !== null && maxAge < 18) {
    faults.push({ pointer: '/maxAge', code: 'age_contradicts', detail: 'a service for adults is open to people of 18 and older' })
  }
  return faults
}
