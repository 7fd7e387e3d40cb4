import { longestSend, type MailTransport } from './mail-transport.ts'
import { printMails } from './print-mails.ts'

export type MailSettings = {
  /** Null: mails are printed. */
  smtpUrl: string | null
  /** Null: no-reply at the host of `publicUrl`. */
  mailFrom: string | null
  /** Where the directory is reached, for links and for the sender. */
  publicUrl: string
}

/**
 * The way that mails take on this installation. Contacts nobody before the first mail.
 *
 * @param deadline milliseconds after which a mail that was not taken counts as not sent
 */
export async function openMail(
  { smtpUrl, mailFrom, publicUrl }: MailSettings,
  print: (text: string) => void,
  deadline: number = longestSend,
): Promise<MailTransport> {
  if (smtpUrl === null) return printMails(print)
  const { hostname } = new URL(publicUrl)
  // Loaded only where it is used: a start has answers to give before it needs it.
  const { sendBySmtp } = await import('./send-by-smtp.ts')
  return sendBySmtp({ smtpUrl, from: mailFrom ?? `no-reply@${hostname}`, host: hostname, deadline })
}
