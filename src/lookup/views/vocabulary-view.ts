import { z } from 'zod'
import {
  accessibility,
  ageBand,
  audience,
  channelType,
  community,
  cost,
  emergencyService,
  kind,
  readingLevel,
  situation,
  topic,
} from '../../help/vocabulary.ts'
import { directionView } from './translation-view.ts'

const words = <Id extends z.ZodType>(id: Id) => z.array(z.object({ id, label: z.string() }))

export const vocabularyView = z
  .object({
    locale: z.string(),
    direction: directionView,
    directoryVersion: z.int(),
    kinds: words(kind),
    audiences: words(audience),
    ageBands: words(ageBand),
    situations: words(situation),
    topics: words(topic),
    communities: words(community),
    channels: words(channelType),
    costs: words(cost),
    accessibilities: words(accessibility),
    emergencyServices: words(emergencyService),
    readingLevels: words(readingLevel),
    locales: z
      .array(
        z.object({
          locale: z.string(),
          name: z.string().meta({ description: 'In the language itself.' }),
          direction: directionView,
        }),
      )
      .meta({ description: 'Languages that answers can be given in.' }),
  })
  .meta({ id: 'Vocabulary', description: 'The words of the directory, in the order in which people should meet them.' })
