import { z } from 'zod'
import { channelMarks } from '../../help/choice.ts'
import type { ServedChannel } from '../../help/choice.ts'
import { accessibility, channelType, cost, emergencyService, reachableFrom } from '../../help/vocabulary.ts'
import { hoursView, viewHours } from './hours-view.ts'
import { instantView, viewInstantOrNull } from './instant.ts'
import { localTextView } from './local-text-view.ts'

const yesNoUnknown = z.boolean().nullable()

export const channelView = z
  .object({
    type: channelType.meta({ description: 'How contact is made.' }),
    value: z.string().meta({ description: 'The contact exactly as it is dialled, written to or opened.' }),
    display: z
      .string()
      .nullable()
      .meta({ description: 'The contact as the service prints it; null when it prints it as in `value`: show that.' }),
    uri: z.string().nullable().meta({
      description:
        'A link that works for someone standing in the requested country; null when there is none, then show `display` as text.',
    }),
    smsKeyword: z
      .string()
      .nullable()
      .meta({ description: 'The word to text; null when none is needed. Show it: links cannot carry it everywhere.' }),
    hint: localTextView.nullable().meta({
      description: 'Words that the service prints beside the contact, in its own language; null when there are none.',
    }),
    reachableFrom: reachableFrom.meta({ description: 'Where the contact works.' }),
    cost: cost.meta({ description: 'What it costs to make contact.' }),
    marks: z
      .array(
        z.enum(channelMarks).meta({ id: 'ChannelMark', description: 'What can stand between a young person and a channel.' }),
      )
      .meta({ description: 'For ages 16 and 17: what stands between them and this channel; empty for all others.' }),
    needsCredit: yesNoUnknown.meta({ description: 'Whether a prepaid phone needs credit for it; null when nobody knows.' }),
    needsAccount: yesNoUnknown.meta({ description: 'Whether it needs an account; null when nobody knows.' }),
    needsId: yesNoUnknown.meta({ description: 'Whether it needs a proof of identity; null when nobody knows.' }),
    onPhoneBill: yesNoUnknown.meta({
      description: 'Whether the contact shows on the phone bill, where others may see it; null when nobody knows.',
    }),
    recordsCalls: yesNoUnknown.meta({ description: 'Whether conversations are recorded; null when nobody knows.' }),
    accessible: z.array(accessibility).meta({ description: 'How it can be used by those who cannot hear, speak or see.' }),
    languages: z.array(z.string()).nullable().meta({
      description: 'Languages answered here (BCP 47), where they differ from those of the listing; null when they do not.',
    }),
    emergencyServices: z
      .array(emergencyService)
      .meta({ description: 'Emergency services reached; empty for all but emergency numbers.' }),
    hours: hoursView.meta({ description: 'When it answers, in the time zone of the listing.' }),
    openNow: yesNoUnknown.meta({ description: 'Whether it answers now; null when nobody knows.' }),
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
