import type { SwitchedOff } from '../../src/help/allow-listing.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import type { Directory } from '../../src/help/directory.ts'
import { readHelpRequest } from '../../src/lookup/parameters/read-help-request.ts'
import { viewHelp } from '../../src/lookup/views/help-view.ts'
import { settings } from '../support/directory.ts'
import type { ConformanceCase } from './case-file.ts'

/**
 * The answer to a case by the pure function and the public view, without HTTP.
 *
 * @param switchedOff safety rules that a test switches off
 */
export function answerCase(
  directory: Directory,
  { question, acceptLanguage, at }: ConformanceCase,
  switchedOff: SwitchedOff = new Set(),
): ReturnType<typeof viewHelp> {
  const fields = Object.fromEntries(
    Object.entries(question).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  )
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }
  const request = readHelpRequest(fields, 'query', headers, null)
  return viewHelp(chooseHelp(directory, request.question, new Date(at), settings, switchedOff))
}
