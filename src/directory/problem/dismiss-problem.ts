import { closeProblem } from './close-problem.ts'

/** All is well. A link that a machine found dead is then not said to be so again for a month. */
export const dismissProblem = closeProblem('problem.dismiss', 'dismissed')
