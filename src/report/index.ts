/** Every route with which somebody who is not signed in can write something, by hand. */
import type { ReportRoute } from './context.ts'
import { reportProblem } from './routes/report-problem.ts'

export const reportRoutes: readonly ReportRoute[] = [reportProblem]
