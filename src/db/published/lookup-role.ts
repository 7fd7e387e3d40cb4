/** Who reads: the role that the migrations made, to which the login of DATABASE_URL switches, or the login of LOOKUP_DATABASE_URL itself. */
export type PublishedLogin = 'switch_role' | 'own_login'

export const lookupRole = 'directory_lookup'

/** All that the role can read. */
export const publishedViews = [
  'published_directory',
  'published_listing',
  'published_guidance',
  'published_label_set',
  'published_change',
] as const
