/** Seconds between the beginning and the confirmation of a second factor: to find the telephone, and an app for it. */
export const enrolmentLife = 15 * 60
