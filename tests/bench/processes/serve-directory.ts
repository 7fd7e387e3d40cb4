/** The product itself, started as `npm start` does, in a process that says what it uses. Its settings come from the environment. */
import { readConfig } from '../../../src/app/config.ts'
import { startServer } from '../../../src/app/start-server.ts'
import { answerHarness } from './answer-harness.ts'

const { address } = await startServer({
  config: readConfig(),
  now: () => new Date(),
  print: () => undefined,
  signal: new AbortController().signal,
})
answerHarness({ address: () => address })
