/** A second factor as it is stored: both encrypted by the library with the secret of the installation. */
export type StoredSecondFactor = { secret: string; backupCodes: string }

/** The second factor that one call of the library is about to set up, in place of the one that is in force. */
export type EnrolmentHeld = { editorId: string; factor: StoredSecondFactor | null }
