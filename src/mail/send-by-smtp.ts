import { createTransport } from 'nodemailer'
import { MailNotSent, MailRefused, type MailTransport } from './mail-transport.ts'

/**
 * Milliseconds until a mail server that does not answer is given up: to connect, to greet, between two answers. One that does not hang up when
 * we do is hung up on.
 */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, socketCloseTimeout: 500 }

/**
 * Sends mails through a server. `smtps:` is TLS from the beginning. With `smtp:`, TLS is begun when the server offers it, and a
 * password is never sent without it, unless the address says `?ignoreTLS=true`.
 *
 * @param from the address that mails come from, such as `Directory <no-reply@example.org>`
 * @param host for the Message-ID, so that it is one of ours
 * @param deadline milliseconds for one mail in all, because a server that says a word now and then is never silent for long
 */
export function sendBySmtp({ smtpUrl, from, host, deadline }: { smtpUrl: string; from: string; host: string; deadline: number }): MailTransport {
  const url = new URL(smtpUrl)
  const requireTLS = url.username !== '' && url.searchParams.get('ignoreTLS') !== 'true'
  const transport = createTransport({ url: smtpUrl, requireTLS, disableFileAccess: true, disableUrlAccess: true, ...timeouts })
  return {
    async send({ to, subject, text, id }) {
      const signal = AbortSignal.timeout(deadline)
      try {
        await transport.sendMail({
          from,
          // As an object, so that an address is never read as a list of addresses.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${host}>`,
          // RFC 3834: nobody's holiday notice answers.
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        })
      } catch (error) {
        if (codeOf(error) === 'EABORT') throw new MailNotSent(`The mail server did not take the mail (not within ${deadline / 1000} s).`)
        throw describeFailure(error)
      }
    },
    close: () => transport.close(),
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}

type Failure = { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown }

/**
 * Refusals that are about the sender, the server itself or what we may do there (RFC 3463). Servers hold them back until they hear the
 * recipient, as Postfix does by default: they look like a refusal of the recipient.
 */
const aboutUs = /^5\d\d[ -]5\.(?:1\.[78]|3\.\d+|7\.\d+)\b/

/**
 * A refusal is for ever when the server says so of this recipient or this text. What it says of the sender, the login or itself, an
 * operator can mend.
 */
function describeFailure(error: unknown): Error {
  const { code, command, responseCode, response } = (error instanceof Error ? error : {}) as Failure
  const facts = [code, command, responseCode].filter((fact) => typeof fact === 'string' || typeof fact === 'number').join(', ')
  const isOfThisMail = command === 'DATA' || (command === 'RCPT TO' && responseCode !== 530 && !(typeof response === 'string' && aboutUs.test(response)))
  const isForEver = typeof responseCode === 'number' && responseCode >= 500 && isOfThisMail
  const isNoAddress = code === 'EENVELOPE' && command === 'API'
  if (isForEver || isNoAddress) return new MailRefused(`The mail server will never take this mail (${facts}).`)
  return new MailNotSent(`The mail server did not take the mail (${facts === '' ? 'no reason given' : facts}).`)
}
