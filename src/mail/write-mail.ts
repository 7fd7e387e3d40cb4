import { cleanFacts, cleanLine } from './clean-facts.ts'
import { english, englishFooter } from './english.ts'
import { linkTo } from './links.ts'

type Listed = { name: string; slug: string; day: string }

/** What a mail is about. Links are made from tokens and slugs here. */
export type MailContent =
  | { template: 'invitation'; data: { organisation: string | null; role: string; token: string | null; expiresAt: string } }
  | { template: 'account_recovery'; data: { token: string | null; expiresAt: string } }
  | { template: 'claim_confirmation'; data: { about: string; wish: 'this_is_us' | 'remove_us'; token: string | null; expiresAt: string } }
  | { template: 'claim_answer'; data: { about: string; wish: 'this_is_us' | 'remove_us'; accepted: boolean } }
  | { template: 'contact_address_changed'; data: { organisation: string; address: 'old' | 'new' } }
  | { template: 'checks_due'; data: { organisation: string; due: readonly Listed[]; hidden: readonly Listed[] } }
  | { template: 'problem_urgent'; data: { listing: string; slug: string; kind: string; count: number } }
  | { template: 'links_dead'; data: { listing: string; slug: string; links: readonly string[] } }

export type WrittenMail = { subject: string; text: string }

const widest = 76

/**
 * Writes a mail in plain text.
 *
 * @param publicUrl where the directory is, for its links
 * @returns null when the mail has a link, and what makes it work was taken away already
 */
export function writeMail(content: MailContent, publicUrl: string): WrittenMail | null {
  const text = textOf(content, publicUrl)
  if (text === null) return null
  const paragraphs = [...text.paragraphs.flatMap((paragraph) => paragraph.split('\n\n')), `-- \n${englishFooter}\n${publicUrl}`]
  return { subject: cleanLine(text.subject), text: `${paragraphs.map(wrap).join('\n\n')}\n` }
}

function textOf(given: MailContent, publicUrl: string): { subject: string; paragraphs: readonly string[] } | null {
  const content: MailContent = cleanFacts(given)
  const linked = (listings: readonly Listed[]) => listings.map(({ name, slug, day }) => ({ name, day, link: linkTo(publicUrl, 'listing', slug) }))
  switch (content.template) {
    case 'invitation': {
      const { token, ...facts } = content.data
      return token === null ? null : english.invitation({ ...facts, link: linkTo(publicUrl, 'invitation', token) })
    }
    case 'account_recovery': {
      const { token, ...facts } = content.data
      return token === null ? null : english.account_recovery({ ...facts, link: linkTo(publicUrl, 'recovery', token) })
    }
    case 'claim_confirmation': {
      const { token, ...facts } = content.data
      return token === null ? null : english.claim_confirmation({ ...facts, link: linkTo(publicUrl, 'claim', token) })
    }
    case 'claim_answer':
      return english.claim_answer(content.data)
    case 'contact_address_changed':
      return english.contact_address_changed(content.data)
    case 'checks_due': {
      const { organisation, due, hidden } = content.data
      return english.checks_due({ organisation, due: linked(due), hidden: linked(hidden) })
    }
    case 'problem_urgent': {
      const { slug, ...facts } = content.data
      return english.problem_urgent({ ...facts, link: linkTo(publicUrl, 'listing', slug) })
    }
    case 'links_dead': {
      const { slug, ...facts } = content.data
      return english.links_dead({ ...facts, link: linkTo(publicUrl, 'listing', slug) })
    }
  }
}

/** Breaks long lines between words, as mails in plain text do; a link stays whole. Lines that begin with a space stay as they are. */
function wrap(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) => (line.startsWith(' ') || line.startsWith('--') ? line : wrapLine(line)))
    .join('\n')
}

function wrapLine(line: string): string {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= widest) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
