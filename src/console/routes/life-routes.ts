import type { Command } from '../../directory/command.ts'
import type { lifeCommands } from '../../directory/life/life-commands.ts'
import type { Living, Noun } from '../../directory/life/living.ts'
import type { Verb } from '../../directory/life/possible.ts'
import { commandRoute } from '../command-route.ts'
import type { CommandRoute } from '../command-route.ts'
import type { ConsoleRoute } from '../route.ts'
import { livingViews, viewLiving } from '../views/living-view.ts'

type Said = Pick<CommandRoute<never, Living, Living>, 'summary' | 'description' | 'ifMatch' | 'problems'>

const titles: Readonly<Record<Noun, { one: string; the: string; tag: string; path: string }>> = {
  listing: { one: 'a listing', the: 'the listing', tag: 'Listings', path: 'listings' },
  guidance: { one: 'a guidance', the: 'the guidance', tag: 'Guidance', path: 'guidance' },
}

const said: Readonly<Record<Verb, (one: string, the: string) => Said>> = {
  revise: (one) => ({
    summary: `Write a new revision of ${one}.`,
    description:
      'Sends the whole content. What the public sees stays as it is until the revision is published; a review under way ends. When ' +
      'somebody else was faster, the answer is 412 with both versions and what differs between them, and nothing of either is lost.',
    ifMatch: 'required',
  }),
  restore: (one) => ({
    summary: `Write a new revision of ${one} with the content of an older one.`,
    description: 'Nothing is lost: the revisions in between stay in the history. As any other revision it is reviewed before the public sees it.',
    ifMatch: 'required',
  }),
  submit: (one) => ({
    summary: `Put the last revision of ${one} before reviewers.`,
    description:
      'Refused with every fault at once when it must not be published. A contact that changed in a suspicious way needs two approvals: ' +
      'see `review.concerns`.',
    ifMatch: 'required',
    problems: ['not_publishable'],
  }),
  withdraw: (one) => ({
    summary: `Take the submission of ${one} back.`,
    description: 'The review ends, approvals that it had count no more, and the last revision can be written anew.',
    ifMatch: 'required',
  }),
  approve: (one) => ({
    summary: `Find the submitted revision of ${one} right.`,
    description: 'Its author cannot, whatever their role. With enough approvals it can be published.',
    ifMatch: 'required',
  }),
  return: (one) => ({
    summary: `Give the submission of ${one} back to its author, with a reason.`,
    description: 'The review ends. The reason stands in the audit; say what would have to be different.',
    ifMatch: 'required',
  }),
  publish: (one) => ({
    summary: `Show the approved revision of ${one} to the public.`,
    description: 'All nodes serve it within seconds. It also ends a suspension.',
    ifMatch: 'required',
    problems: ['not_publishable'],
  }),
  suspend: (one, the) => ({
    summary: `Stop showing ${one} to the public, at once.`,
    description: `The emergency stop: one reviewer, one step. It does not wait for anybody, so that If-Match may be left out; ${the} is gone from all nodes within seconds.`,
    ifMatch: 'optional',
  }),
  resume: (one) => ({
    summary: `Show ${one} to the public again, as it was before it was suspended.`,
    description: 'The revision that was public is public again, on all nodes within seconds. A revision that was approved meanwhile is shown with `publish` instead.',
    ifMatch: 'required',
  }),
  retire: (one) => ({
    summary: `End ${one} for good. Its history stays.`,
    description: 'For a service that ended. The public sees it no more, at once; nothing brings it back, and its slug is never given to another.',
    ifMatch: 'required',
  }),
}

const places: Readonly<Partial<Record<Verb, { url: string; status: 200 | 201 }>>> = { revise: { url: 'revisions', status: 201 }, restore: { url: 'restore', status: 201 } }

/** The routes of every step in the life of a listing or guidance: one operation each. */
export function lifeRoutes(noun: Noun, commands: ReturnType<typeof lifeCommands>): ConsoleRoute[] {
  const { one, the, tag, path } = titles[noun]
  return (Object.entries(commands) as [Verb, Command<unknown, Living, Living>][]).map(([verb, command]) => {
    const { url = verb, status = 200 } = places[verb] ?? {}
    const { problems = [], ...words } = said[verb](one, the)
    return commandRoute({
      method: 'POST',
      url: `/v1/console/${path}/:id/${url}`,
      operationId: `${verb}${noun === 'listing' ? 'Listing' : 'Guidance'}`,
      tag,
      ...words,
      command,
      status,
      answer: { description: 'As it stands now.', schema: livingViews[noun] },
      view: viewLiving,
      problems: ['wrong_state', ...problems],
    })
  })
}
