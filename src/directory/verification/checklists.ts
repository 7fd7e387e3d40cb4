import type { VerificationMethod } from '../../db/generated/client.ts'

/**
 * What has to be looked at before somebody may say that a listing works, by how they look. Each question is answered with true or
 * false, and is asked so that true means that nothing wrong was found: where a listing does not say its hours, its hours match.
 */
export const checklists = {
  dialled: {
    answered: 'Somebody answered, or the recording that callers are meant to hear; for texts and chats: a person replied.',
    rightService: 'It is the service that the listing names.',
    hoursMatch: 'The opening hours are right as far as the listing gives them.',
    languagesMatch: 'They answer in the languages that the listing gives.',
    costMatches: 'It costs what the listing says.',
    everyContactTried: 'Every phone, text and chat contact of the listing was tried.',
  },
  official_page: {
    officialSite: 'The page is on the web site of the organisation itself, or of a public body that answers for it.',
    currentPage: 'The page is in use: it has no notice that the service ended, moved or pauses.',
    contactsMatch: 'Every number and address of the listing stands there as the listing has it.',
    hoursMatch: 'The opening hours are right as far as the listing gives them.',
    audienceMatches: 'It is for the people and ages that the listing gives.',
  },
  provider_confirmed: {
    providerKnown: 'The answer came from an address or number that is known to be of the provider.',
    contactsMatch: 'They confirmed every number and address of the listing.',
    hoursMatch: 'They confirmed the opening hours as far as the listing gives them.',
    languagesMatch: 'They confirmed the languages in which they answer.',
    audienceMatches: 'They confirmed for whom it is, and for which ages.',
  },
} as const satisfies Record<VerificationMethod, Readonly<Record<string, string>>>

type Questions<Method> = Method extends VerificationMethod ? keyof (typeof checklists)[Method] : never
type Question = Questions<VerificationMethod>

/** Every question of any method. */
export const questions = [...new Set(Object.values(checklists).flatMap((list) => Object.keys(list)))] as [Question, ...Question[]]

export type Checklist = Partial<Record<Question, boolean>>
