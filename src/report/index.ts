/** Every route with which somebody who is not signed in can write something, by hand. */
import type { ReportRoute } from './context.ts'
import { confirmClaim, getClaim } from './routes/claim-link.ts'
import { reportProblem } from './routes/report-problem.ts'
import { requestClaim } from './routes/request-claim.ts'

export const reportRoutes: readonly ReportRoute[] = [reportProblem, requestClaim, getClaim, confirmClaim]
