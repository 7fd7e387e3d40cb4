import type { Kind } from '../../help/vocabulary.ts'

/** What people call a kind of service when they search for it in English; its labels say what it does, not what it is. */
export const kindWords: Readonly<Record<Kind, string>> = {
  emergency_service: 'emergency number',
  support_line: 'helpline hotline support',
  image_removal: 'image removal',
  reporting_hotline: 'hotline report',
  police_report: 'police report',
  prevention_service: 'prevention',
}
