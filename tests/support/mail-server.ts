import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface MailServer {
  /** For `SMTP_URL`. */
  url: string
  /** Mails taken so far, with their envelope, as they came over the wire. */
  mails: { to: string[]; from: string; raw: string; mail: Email }[]
  close: () => Promise<void>
}

/** A mail server of its own for a test, on a port that the system chooses: or on the one of a server that was closed. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope: { rcptTo, mailFrom } }, done) {
      const take = async () => {
        const raw = await text(stream)
        const mail = await PostalMime.parse(raw)
        mails.push({ to: rcptTo.map(({ address }) => address), from: mailFrom === false ? '' : mailFrom.address, raw, mail })
      }
      callbackify(take)(done)
    },
    ...options,
  })
  // A client that hangs up is no fault of the test.
  server.on('error', () => undefined)
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const chosen = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
