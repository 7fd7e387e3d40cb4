import diff from 'microdiff'

/** One field that differs. `before` or `after` is absent where the field is. */
export type ContentChange = { pointer: string; before?: unknown; after?: unknown }

/** What leads from one content to another, field by field, as JSON Pointers (RFC 6901). */
export function diffContent(before: unknown, after: unknown): ContentChange[] {
  return diff({ content: before }, { content: after }).map((change) => ({
    pointer: change.path.slice(1).map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    ...(change.type === 'CREATE' ? {} : { before: change.oldValue as unknown }),
    ...(change.type === 'REMOVE' ? {} : { after: change.value as unknown }),
  }))
}
