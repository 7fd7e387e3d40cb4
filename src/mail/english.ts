/**
 * The texts of all mails, in English: one function a template, from facts to a subject and paragraphs. Whoever translates them
 * writes a second file like this one. A mail is plain text, asks for nothing but one click, and says what happens without it.
 */

type Text = { subject: string; paragraphs: readonly string[] }
type Wish = 'this_is_us' | 'remove_us'
type Due = { name: string; day: string; link: string }

const wishes = {
  this_is_us: (about: string) => `to look after “${about}”`,
  remove_us: (about: string) => `to take “${about}” out of the directory`,
} as const satisfies Record<Wish, (about: string) => string>

const kinds: Readonly<Record<string, string>> = {
  wrong_number: 'the number is wrong',
  no_answer: 'nobody answers',
  dead_link: 'a link does not work',
  not_helpful: 'it did not help',
  closed: 'the service is closed',
}

const listed = (due: readonly Due[]) => due.map(({ name, day, link }) => `  ${day}  ${name}\n              ${link}`).join('\n')

export const english = {
  invitation: ({ organisation, role, link, expiresAt }: { organisation: string | null; role: string; link: string; expiresAt: string }): Text => ({
    subject: organisation === null ? 'You are invited to the child safety directory' : `You are invited to keep the listings of ${organisation}`,
    paragraphs: [
      organisation === null
        ? `You are invited to the child safety resource directory, as ${role}.`
        : `You are invited to keep the listings of “${organisation}” in the child safety resource directory true, as ${role}.`,
      'Accept with this link, which is for you alone and works once:',
      link,
      `It works until the end of ${expiresAt} (UTC). If you do not know what this is about, do nothing: nothing happens without you.`,
    ],
  }),

  account_recovery: ({ link, expiresAt }: { link: string; expiresAt: string }): Text => ({
    subject: 'Get back into your account',
    paragraphs: [
      'Two administrators of the child safety resource directory agreed that you may set a new password and a new second factor.',
      'Do it with this link, which is for you alone and works once. All sessions and API keys of yours have ended:',
      link,
      `It works until the end of ${expiresAt} (UTC). If you did not ask for this, tell an administrator at once.`,
    ],
  }),

  claim_confirmation: ({ about, wish, link, expiresAt }: { about: string; wish: Wish; link: string; expiresAt: string }): Text => ({
    subject: 'Please confirm what was asked in your name',
    paragraphs: [
      `Somebody asked the child safety resource directory ${wishes[wish](about)}, and gave this address.`,
      'If that was you, open this link and confirm:',
      link,
      `It works until the end of ${expiresAt} (UTC). A person looks at what you ask before anything changes.`,
      'If it was not you, do nothing. Nothing happens without the confirmation, and the address is forgotten.',
    ],
  }),

  claim_answer: ({ about, wish, accepted }: { about: string; wish: Wish; accepted: boolean }): Text => ({
    subject: accepted ? 'What you asked for is done' : 'What you asked for was not done',
    paragraphs: [
      `You asked the child safety resource directory ${wishes[wish](about)}.`,
      accepted
        ? 'This was done: the public does not see it any more. Copies that others keep follow within a day.'
        : 'Whoever keeps this installation looked at it and decided otherwise. Answer them, if you know how to reach them, when you think that this is a mistake.',
    ],
  }),

  contact_address_changed: ({ organisation, address }: { organisation: string; address: 'old' | 'new' }): Text => ({
    subject: `The contact address of ${organisation} was changed`,
    paragraphs: [
      address === 'new'
        ? `From now on this is the address to which the child safety resource directory writes about the listings of “${organisation}”: when a check is due, or when somebody reports a problem.`
        : `The child safety resource directory does not write to this address about the listings of “${organisation}” any more. It has another one now.`,
      'If this is wrong, tell a manager of the organisation, or whoever keeps this installation. No listing was changed by this.',
    ],
  }),

  checks_due: ({ organisation, due, hidden }: { organisation: string; due: readonly Due[]; hidden: readonly Due[] }): Text => ({
    subject:
      hidden.length > 0 ? `Listings of ${organisation} will not be shown any more unless you check them` : `Listings of ${organisation} have to be checked soon`,
    paragraphs: [
      `The child safety resource directory shows children where they find help. That is only worth something while it is true, so somebody of “${organisation}” checks each listing from time to time: call the number, open the page, and note that it was done.`,
      ...(hidden.length > 0 ? [`Nobody sees these any more from the day that stands before each, unless they are checked before:\n\n${listed(hidden)}`] : []),
      ...(due.length > 0 ? [`A check of these is due on the day that stands before each:\n\n${listed(due)}`] : []),
    ],
  }),

  problem_urgent: ({ listing, kind, count, link }: { listing: string; kind: string; count: number; link: string }): Text => ({
    subject: `Several people report a problem with ${listing}`,
    paragraphs: [
      `${count} people said of “${listing}”: ${kinds[kind] ?? kind}. Who they are is not known to anybody.`,
      'Please try it, and mend the listing, or dismiss the report if all is well:',
      link,
      'There is at most one mail like this a day for each listing.',
    ],
  }),

  links_dead: ({ listing, links, link }: { listing: string; links: readonly string[]; link: string }): Text => ({
    subject: `${links.length === 1 ? 'A link' : 'Links'} of ${listing} ${links.length === 1 ? 'does' : 'do'} not work`,
    paragraphs: [
      `The directory looks at the links of “${listing}” about once a week. On several days this is what came of it:`,
      links.map((line) => `  ${line}`).join('\n'),
      'If a page has moved, or the address belongs to somebody else now, mend the listing at once; if all is well, dismiss the problem:',
      link,
      'There is at most one mail like this a day for each listing.',
    ],
  }),
} as const

/** Stands below every mail. */
export const englishFooter = 'This mail was sent by the child safety resource directory at'
