/**
 * The words of the directory: one per thing, the same in code, API, console and docs.
 * Each list is in the order in which people should meet it.
 */
import { z } from 'zod'

export const kinds = [
  'emergency_service',
  'support_line',
  'image_removal',
  'reporting_hotline',
  'police_report',
  'prevention_service',
] as const
export const kind = z.enum(kinds).meta({ id: 'Kind', description: 'What a listing is for.' })
export type Kind = z.infer<typeof kind>

export const audiences = ['child', 'adult', 'parent_carer', 'concerned_other', 'concerned_self', 'professional'] as const
export const audience = z.enum(audiences).meta({ id: 'Audience', description: 'Who asks for help.' })
export type Audience = z.infer<typeof audience>

/** Bands of the UK Age Appropriate Design Code, with 18-plus, and `unknown` for a person who does not say. */
export const ageBands = ['0-5', '6-9', '10-12', '13-15', '16-17', '18-plus', 'unknown'] as const
export const ageBand = z.enum(ageBands).meta({
  id: 'AgeBand',
  description:
    'Age band: of the child for `parent_carer`, `concerned_other` and `professional`, of the asking person for all others.',
})
export type AgeBand = z.infer<typeof ageBand>

export const channelTypes = ['phone', 'sms', 'whatsapp', 'chat', 'email', 'web_form', 'website', 'app'] as const
export const channelType = z.enum(channelTypes).meta({ id: 'ChannelType', description: 'One way to make contact.' })
export type ChannelType = z.infer<typeof channelType>

/** Channels whose value is a web address; the only ones a worldwide listing may offer. */
export const webChannelTypes = ['chat', 'web_form', 'website', 'app'] as const satisfies readonly ChannelType[]

export const topics = [
  'general',
  'sexual_abuse',
  'grooming',
  'sextortion',
  'image_shared',
  'ai_image',
  'csam',
  'online_safety',
  'bullying',
  'hate',
  'violence',
  'neglect',
  'trafficking',
  'harmful_practices',
  'missing_child',
  'mental_health',
  'self_harm',
  'suicide',
  'eating',
  'family',
  'relationships',
  'lgbtq',
  'survivors',
  'harmful_behaviour',
  'own_thoughts',
] as const
export const topic = z.enum(topics).meta({ id: 'Topic', description: 'What the help is about.' })
export type Topic = z.infer<typeof topic>

export const communities = [
  'lgbtq',
  'disability',
  'deaf',
  'migrants',
  'ethnic_minority',
  'indigenous',
  'in_care',
  'boys_men',
  'girls_women',
] as const
export const community = z.enum(communities).meta({ id: 'Community', description: 'A community that a service is made for.' })
export type Community = z.infer<typeof community>

export const situations = [
  'blocked_someone',
  'reported_content',
  'reported_person',
  'saw_abuse_material',
  'abuse_search_blocked',
  'contact_attempt_stopped',
  'grooming',
  'asked_for_images',
  'sextortion',
  'image_shared',
  'ai_image',
  'received_image',
  'immediate_danger',
  'abuse_by_known_person',
  'violence_at_home',
  'bullying_or_hate',
  'self_harm_or_suicide',
  'missing_or_runaway',
  'trafficking',
  'worried_about_friend',
  'worried_about_child',
  'child_behaves_harmfully',
  'own_thoughts',
  'survivor',
  'professional',
  'need_help',
] as const
export const situation = z.enum(situations).meta({ id: 'Situation', description: 'What just happened to, or is asked by, the person.' })
export type Situation = z.infer<typeof situation>

export const readingLevels = ['plain', 'standard'] as const
export const readingLevel = z.enum(readingLevels).meta({ id: 'ReadingLevel', description: '`plain` is written for readers under 13.' })
export type ReadingLevel = z.infer<typeof readingLevel>

export const textOrigin = z.enum(['original', 'human', 'machine']).meta({
  id: 'TextOrigin',
  description: 'Who wrote a text in this language: its author (`original`), a translator (`human`) or a program (`machine`).',
})
export type TextOrigin = z.infer<typeof textOrigin>

export const costs = ['free', 'local_rate', 'standard_rate', 'premium', 'unknown'] as const
export const cost = z.enum(costs).meta({
  id: 'Cost',
  description: 'What it costs to make contact; `unknown` when no source says, which is not free.',
})

export const reachableFrom = z.enum(['in_country', 'anywhere']).meta({
  id: 'ReachableFrom',
  description: '`in_country`: works only for someone in a country that the listing serves.',
})

export const accessibilities = ['text_relay', 'sign_language', 'screen_reader'] as const
export const accessibility = z.enum(accessibilities).meta({
  id: 'Accessibility',
  description: 'What makes a channel usable for people who cannot use it otherwise.',
})

export const emergencyServices = ['police', 'ambulance', 'fire'] as const
export const emergencyService = z.enum(emergencyServices).meta({
  id: 'EmergencyService',
  description: 'Who comes when the number is called.',
})
export type EmergencyService = z.infer<typeof emergencyService>

export const verificationStatuses = ['verified', 'due', 'unverified', 'overdue'] as const
export const verificationStatus = z.enum(verificationStatuses).meta({
  id: 'VerificationStatus',
  description:
    '`verified`: checked, and the next check is not due. `due`: the next check is due. `unverified`: taken from public sources, ' +
    'and nobody has checked yet. `overdue`: checked too long ago; only worldwide services and emergency numbers are shown so.',
})
export type VerificationStatus = z.infer<typeof verificationStatus>
