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
import { directoryVersionView } from './directory-version.ts'
import { directionView } from './translation-view.ts'

/** One word of a kind, with its label. */
const words = <Id extends z.ZodType>(id: Id, name: string, what: string) =>
  z
    .array(
      z
        .object({
          id: id.meta({ description: 'What parameters take and answers carry.' }),
          label: z.string().meta({ description: 'What to show, in the language of the answer.' }),
        })
        .meta({ id: name, description: `One of the ${what}, with its label.` }),
    )
    .meta({ description: `All ${what}, in the order in which people should meet them.` })

const localeView = z
  .object({
    locale: z.string().meta({ description: 'Language tag (BCP 47).' }),
    name: z.string().meta({ description: 'Name of the language in the language itself.' }),
    direction: directionView.meta({ description: 'Writing direction of the language.' }),
  })
  .meta({ id: 'SupportedLocale', description: 'A language that answers can be given in.' })

export const vocabularyView = z
  .object({
    locale: z.string().meta({ description: 'Language of the labels (BCP 47).' }),
    direction: directionView.meta({ description: 'Writing direction of the labels.' }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    kinds: words(kind, 'KindWord', 'kinds of listings'),
    audiences: words(audience, 'AudienceWord', 'audiences'),
    ageBands: words(ageBand, 'AgeBandWord', 'age bands'),
    situations: words(situation, 'SituationWord', 'situations'),
    topics: words(topic, 'TopicWord', 'topics'),
    communities: words(community, 'CommunityWord', 'communities'),
    channels: words(channelType, 'ChannelTypeWord', 'types of channels'),
    costs: words(cost, 'CostWord', 'costs'),
    accessibilities: words(accessibility, 'AccessibilityWord', 'accessible forms'),
    emergencyServices: words(emergencyService, 'EmergencyServiceWord', 'emergency services'),
    readingLevels: words(readingLevel, 'ReadingLevelWord', 'reading levels'),
    locales: z.array(localeView).meta({ description: 'Languages that answers can be given in.' }),
  })
  .meta({ id: 'Vocabulary', description: 'The words of the directory, in the order in which people should meet them.' })
