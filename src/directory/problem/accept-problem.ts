import { closeProblem } from './close-problem.ts'

/** It is so, and something was done about it. */
export const acceptProblem = closeProblem('problem.accept', 'accepted')
