import { ProblemError } from '../lib/errors.ts'

/** The same whatever is wrong: the address, the password, or that the person was removed. */
export function signInFailed(): ProblemError {
  return new ProblemError('sign_in_failed', 'The address and the password do not belong together.')
}

/** A code that is wrong, was used, or belongs to a sign-in that is over. */
export function codeFailed(): ProblemError {
  return new ProblemError('sign_in_failed', 'The code is not right, was used already, or came too late. Take the next one, or sign in again.')
}

/** Of somebody who is signed in. */
export function ownPasswordFailed(): ProblemError {
  return new ProblemError('sign_in_failed', 'The password is not yours.')
}
