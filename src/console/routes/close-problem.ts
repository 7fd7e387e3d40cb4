import { acceptProblem as accept } from '../../directory/problem/accept-problem.ts'
import { dismissProblem as dismiss } from '../../directory/problem/dismiss-problem.ts'
import { commandRoute } from '../command-route.ts'
import { problemView, viewProblem } from '../views/problem-view.ts'

const common = {
  method: 'POST',
  tag: 'Problems',
  ifMatch: 'optional',
  status: 200,
  answer: { description: 'As it stands now.', schema: problemView },
  view: viewProblem,
  problems: ['wrong_state'],
} as const

export const acceptProblemRoute = commandRoute({
  ...common,
  url: '/v1/console/problems/:id/accept',
  operationId: 'acceptProblem',
  summary: 'Say that a problem was one, and that something was done about it.',
  description: 'Revise or suspend the listing first. What is reported after this begins a new problem.',
  command: accept,
})

export const dismissProblemRoute = commandRoute({
  ...common,
  url: '/v1/console/problems/:id/dismiss',
  operationId: 'dismissProblem',
  summary: 'Say that a problem is none.',
  description: 'A link that a machine found dead is then not said to be so again for a month.',
  command: dismiss,
})
