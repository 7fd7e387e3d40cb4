/** The id of the editor whom an answer of the library is about; null where it says none. */
export function editorOf({ user }: Readonly<Record<string, unknown>>): string | null {
  return typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string' ? user.id : null
}
