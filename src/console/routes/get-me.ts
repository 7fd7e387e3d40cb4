import { z } from 'zod'
import { platformRoleField } from '../../directory/invitation/platform-role-field.ts'
import { organisationRoleField } from '../../directory/member/organisation-role-field.ts'
import { readMe } from '../../directory/editor/read-me.ts'
import { queryRoute } from '../query-route.ts'
import { abilitiesView, fourEyesView } from '../views/shared-views.ts'

const meView = z
  .object({
    id: z.string().meta({ description: '`editor:` or `key:` and an id: how you are written down.', examples: ['editor:0199d4a2-6f00-7000-8000-000000000001'] }),
    name: z.string(),
    email: z.string().nullable().meta({ description: 'Null for a key.' }),
    platformRole: platformRoleField.nullable(),
    scopes: z.array(z.enum(['read', 'edit'])).nullable().meta({ description: 'Of a key; null for a person.' }),
    secondFactor: z
      .object({
        needed: z.boolean().meta({ description: 'Whoever reviews or manages needs one.' }),
        setUp: z.boolean(),
        shown: z.boolean().meta({ description: 'Whether you signed in with it this time. Where it is needed and was not, you can do nothing.' }),
      })
      .nullable()
      .meta({ description: 'Null for a key.' }),
    abilities: abilitiesView.meta({ description: 'What you can do everywhere, also in what belongs to no organisation.' }),
    organisations: z.array(
      z.object({
        id: z.uuid(),
        slug: z.string(),
        name: z.string(),
        role: organisationRoleField,
        abilities: abilitiesView.meta({ description: 'What your role includes there. What can be done with one thing depends on its state, too.' }),
      }),
    ),
    fourEyes: fourEyesView,
  })
  .meta({ id: 'Me', description: 'Who you are here, and what you can do where.' })

export const getMe = queryRoute({
  url: '/v1/console/me',
  operationId: 'getMe',
  tag: 'People',
  summary: 'Get who you are here, and what you can do where.',
  description:
    'Ask this first: it says which organisations you belong to, and with `abilities` which buttons to show in each. For a ' +
    'key it says whose it is and which scopes it has.',
  operation: null,
  answer: { description: 'You.', schema: meView },
  async run({ transaction, actor, settings }) {
    return { body: { ...(await readMe(transaction, actor)), fourEyes: settings.fourEyes } satisfies z.output<typeof meView>, tag: null }
  },
})
