import { pino } from 'pino'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

/** Where log lines go. */
export type LogStream = { write(line: string): void }

/** The log of a process, one JSON object a line: what happened to this service, and nothing about who asked. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, stream: LogStream = process.stdout): Logger {
  return pino(
    {
      level: logLevel,
      // Neither the name of the machine nor the number of the process.
      base: null,
      serializers: { err: ({ name, message, stack }: Error) => ({ type: name, message, stack: stack ?? '' }) },
    },
    stream,
  )
}
