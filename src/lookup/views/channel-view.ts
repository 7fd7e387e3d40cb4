import { z } from 'zod'
import { channelMarks } from '../../help/choice.ts'
import type { ServedChannel } from '../../help/choice.ts'
import { accessibility, channelType, cost, emergencyService, reachableFrom } from '../../help/vocabulary.ts'
import { hoursView, viewHours } from './hours-view.ts'
import { instantView, viewInstantOrNull } from './instant.ts'

const yesNoUnknown = z.boolean().nullable()

export const channelView = z
  .object({
    type: channelType,
    value: z.string().meta({ description: 'The contact exactly as it is dialled, written to or opened.' }),
    display: z.string().nullable().meta({ description: 'The contact as the service prints it.' }),
    uri: z.string().nullable().meta({
      description:
        'A link that works for someone standing in the requested country; null when there is none, then show `display` as text.',
    }),
    smsKeyword: z.string().nullable().meta({ description: 'The word to text. Show it: links cannot carry it everywhere.' }),
    hint: z
      .object({ locale: z.string(), text: z.string() })
      .nullable()
      .meta({ description: 'Words that the service prints beside the contact, in its own language.' }),
    reachableFrom,
    cost,
    marks: z.array(z.enum(channelMarks)).meta({ description: 'For ages 16 and 17: what stands between them and this channel.' }),
    needsCredit: yesNoUnknown,
    needsAccount: yesNoUnknown,
    needsId: yesNoUnknown,
    onPhoneBill: yesNoUnknown.meta({ description: 'Whether the contact shows on the phone bill.' }),
    recordsCalls: yesNoUnknown,
    accessible: z.array(accessibility),
    languages: z
      .array(z.string())
      .nullable()
      .meta({ description: 'Languages answered here, where they differ from those of the listing.' }),
    emergencyServices: z
      .array(emergencyService)
      .meta({ description: 'Emergency services reached; empty for all but emergency numbers.' }),
    hours: hoursView,
    openNow: z.boolean().nullable().meta({ description: 'null when nobody knows.' }),
    nextChange: instantView
      .nullable()
      .meta({ description: 'The next opening or closing; null for always-open and unknown hours.' }),
  })
  .meta({ id: 'Channel', description: 'One way to make contact.' })

export function viewChannel({ channel, uri, marks, openNow, nextChange }: ServedChannel): z.output<typeof channelView> {
  return {
    type: channel.type,
    value: channel.value,
    display: channel.display,
    uri,
    smsKeyword: channel.smsKeyword,
    hint: channel.hint === null ? null : { locale: channel.hint.locale, text: channel.hint.text },
    reachableFrom: channel.reachableFrom,
    cost: channel.cost,
    marks: [...marks],
    needsCredit: channel.needsCredit,
    needsAccount: channel.needsAccount,
    needsId: channel.needsId,
    onPhoneBill: channel.onPhoneBill,
    recordsCalls: channel.recordsCalls,
    accessible: channel.accessible,
    languages: channel.languages,
    emergencyServices: channel.emergencyServices,
    hours: viewHours(channel.hours),
    openNow,
    nextChange: viewInstantOrNull(nextChange),
  }
}
