import { z } from 'zod'
import { operations } from '../../directory/permissions.ts'

export const timeView = z.iso.datetime()

/** Somebody who did something. The name is theirs now, and gone when they are. */
export const actorView = z
  .object({
    id: z.string().meta({ description: '`editor:`, `key:` or `system:` and an id; `seed` or `import` for what no person wrote.', examples: ['editor:0199d4a2-6f00-7000-8000-000000000001'] }),
    name: z.string().nullable(),
  })
  .meta({ id: 'ActorRef', description: 'Who did something.' })

export function viewActor(id: string, names: ReadonlyMap<string, string>): z.output<typeof actorView> {
  return { id, name: names.get(id) ?? null }
}

export const abilitiesView = z
  .array(z.enum(operations as unknown as [string, ...string[]]))
  .meta({ description: 'What you can do with it now. Whatever is not here is refused.' })

export const fourEyesView = z.boolean().meta({ description: 'False where this installation lets authors approve what they wrote.' })
