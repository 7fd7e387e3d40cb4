import { guidanceContent } from '../../help/guidance-content.ts'
import type { GuidanceContent } from '../../help/guidance-content.ts'
import { lifeCommands } from '../life/life-commands.ts'
import type { Life } from '../life/living.ts'
import { checkGuidance } from '../publication/check-guidance.ts'

/** How guidance lives. It has no contacts that could be changed to mislead somebody. */
export const guidanceLife: Life<GuidanceContent> = {
  noun: 'guidance',
  content: guidanceContent.meta({ id: 'GuidanceContentSent', description: 'What a guidance says, as it is sent: the whole of it.' }),
  check: checkGuidance,
  findConcerns: () => Promise.resolve([]),
  findReserved: () => Promise.resolve([]),
}

export const guidanceCommands = lifeCommands(guidanceLife)
