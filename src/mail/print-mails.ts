import type { MailTransport } from './mail-transport.ts'

const line = '='.repeat(72)

/** Prints mails to the terminal, for installations without a mail server: whoever sees the terminal has the links. */
export function printMails(print: (text: string) => void): MailTransport {
  return {
    send({ to, subject, text }) {
      const body = text.trimEnd().replaceAll(/^/gm, '  ')
      print(`\n${line}\nA mail that was not sent, because SMTP_URL is not set. Set it before others use this installation.\n\n  To:      ${to}\n  Subject: ${subject}\n\n${body}\n${line}\n`)
      return Promise.resolve()
    },
    close: () => undefined,
  }
}
