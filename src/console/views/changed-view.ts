import { z } from 'zod'

/** What differs between two contents. Either side is absent where the field is. */
export const fieldChangeView = z
  .object({
    pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901) into the content.', examples: ['/channels/0/value'] }),
    before: z.unknown().optional().meta({ description: 'What stood there; absent where there was nothing.' }),
    after: z.unknown().optional().meta({ description: 'What stands there now; absent where there is nothing.' }),
  })
  .meta({ id: 'FieldChange', description: 'One field that differs.' })

/** What a 412 tells beside the problem, so that nothing is lost: for edits of content both versions, for the rest how it stands now. */
export const changedShape = {
  seen: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .meta({ description: 'Where content is edited: the revision that you saw, as `{revision, content}`; null when the tag is of another thing.' }),
  current: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'How it stands now: of content `{revision, state, author, note, content}`, otherwise the fields that you wanted to change.' }),
  changes: z.array(fieldChangeView).optional().meta({ description: 'Where content is edited: what leads from the one to the other.' }),
}
