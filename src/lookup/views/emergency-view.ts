import { z } from 'zod'
import type { EmergencyNumber, HelpChoice } from '../../help/choice.ts'
import { emergencyService } from '../../help/vocabulary.ts'
import { verificationView, viewVerification } from './verification-view.ts'

export const emergencyNumberView = z
  .object({
    number: z.string().meta({ description: 'As it is dialled in the country, and as it is shown.' }),
    uri: z.string().meta({ description: 'A `tel:` link that dials it.' }),
    services: z.array(emergencyService).meta({ description: 'Who comes when it is called.' }),
  })
  .meta({ id: 'EmergencyNumber', description: 'A number of the emergency services of a country.' })

const positionView = z.enum(['first', 'last']).meta({
  id: 'EmergencyPosition',
  description: 'Above everything else, or below.',
})

export const emergencyView = z
  .object({
    position: positionView.meta({ description: 'Where to show the numbers.' }),
    title: z.string().meta({ description: 'Title to show above the numbers.' }),
    note: z.string().meta({ description: 'When to call them; or, where no number is known, what to do instead. Show it.' }),
    numbers: z.array(emergencyNumberView).meta({ description: 'In the order in which to show them; empty when none is known.' }),
    verification: verificationView
      .nullable()
      .meta({ description: 'When the numbers were last checked; null when no number is known.' }),
  })
  .meta({ id: 'EmergencyNumbers', description: 'Numbers to call in danger, with where and how to show them.' })

export function viewEmergencyNumber({ number, uri, services }: EmergencyNumber): z.output<typeof emergencyNumberView> {
  return { number, uri, services: [...services] }
}

export function viewEmergency({
  position,
  title,
  note,
  numbers,
  verification,
}: HelpChoice['emergency']): z.output<typeof emergencyView> {
  return {
    position,
    title,
    note,
    numbers: numbers.map(viewEmergencyNumber),
    verification: verification === null ? null : viewVerification(verification),
  }
}
