/** Says with an answer that it is from the last directory that could be read: the database is out of reach. */
export const databaseAway = ['directory-database', 'away'] as const
