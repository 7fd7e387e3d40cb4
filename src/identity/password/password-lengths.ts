/** In characters. NIST SP 800-63B-4, 3.1.1.2, asks for 15 where a password is all that is asked for, and for 8 beside a second factor. */
export const leastPassword = 12

/** Long enough for every sentence; a limit, because the check of its strength and the hash take time. */
export const longestPassword = 128
