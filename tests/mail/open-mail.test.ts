import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { sendMail } from '../../src/jobs/send-mail.ts'
import { longestSend, MailNotSent, MailRefused, type Mail } from '../../src/mail/mail-transport.ts'
import { openMail } from '../../src/mail/open-mail.ts'
import { startMailServer, type MailServer } from '../support/mail-server.ts'

const mail: Mail = { to: 'manager@ngo.example.org', subject: 'Tårta på Åland', text: 'Grüße\n\nhttps://directory.example.org/x\n', id: 'job-1' }
const ended: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end()
})

const serve = async (...options: Parameters<typeof startMailServer>): Promise<MailServer> => {
  const server = await startMailServer(...options)
  ended.push(server.close)
  return server
}
const open = async (smtpUrl: string | null, mailFrom: string | null = null, deadline?: number) => {
  const printed: string[] = []
  const transport = await openMail({ smtpUrl, mailFrom, publicUrl: 'https://directory.example.org' }, (text) => void printed.push(text), deadline)
  ended.push(transport.close)
  return { transport, printed }
}
const refusal = (responseCode: number, status = '') => Object.assign(new Error(`${status}mailbox manager@ngo.example.org says no`), { responseCode })
const refuseRecipient = (...said: Parameters<typeof refusal>) => ({ onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(...said)) })

describe('a mail server', () => {
  it('gets a mail in plain text, the same Message-ID each time, and nothing that tracks', async () => {
    const server = await serve()
    const { transport } = await open(server.url, 'Directory <hello@directory.example.org>')
    await transport.send(mail)
    await transport.send(mail)
    expect(server.mails).toHaveLength(2)
    for (const { to, from, mail: received, raw } of server.mails) {
      expect({ to, from }).toEqual({ to: ['manager@ngo.example.org'], from: 'hello@directory.example.org' })
      expect(received).toMatchObject({ subject: mail.subject, messageId: '<job-1@directory.example.org>', text: mail.text })
      expect(received.html).toBeUndefined()
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
      expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m)
    }
  })

  it('sees our host as the sender where nobody named another', async () => {
    const server = await serve()
    await (await open(server.url)).transport.send(mail)
    expect(server.mails[0]?.from).toBe('no-reply@directory.example.org')
  })

  it('gets one recipient, also when the address looks like several', async () => {
    const server = await serve()
    const { transport } = await open(server.url)
    await transport.send({ ...mail, to: 'a@example.org, b@example.org' }).catch((error: unknown) => expect(error).toBeInstanceOf(MailRefused))
    expect(server.mails.flatMap(({ to }) => to).filter((to) => to === 'b@example.org')).toEqual([])
  })

  it('gets no password without TLS', async () => {
    let asked = 0
    const server = await serve({ authOptional: false, onAuth: (_auth, _session, done) => done(null, { user: String((asked += 1)) }) })
    const url = server.url.replace('smtp://', 'smtp://user:secret@')
    await expect((await open(url)).transport.send(mail)).rejects.toBeInstanceOf(MailNotSent)
    expect(asked).toBe(0)
  })
})

describe('a mail that is not taken', () => {
  it.each([
    ['there is no such recipient', MailRefused, { onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(550)) }],
    ['there is no such recipient, with the status of RFC 3463', MailRefused, refuseRecipient(550, '5.1.1 ')],
    ['we may not send through it', MailNotSent, refuseRecipient(554, '5.7.1 ')],
    ['it does not know our domain', MailNotSent, refuseRecipient(553, '5.1.8 ')],
    ['it wants us to sign in', MailNotSent, refuseRecipient(530)],
    ['the recipient is greylisted', MailNotSent, { onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(450)) }],
    ['we are not trusted as a sender', MailNotSent, { onMailFrom: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(550)) }],
    ['nobody may connect', MailNotSent, { onConnect: (_session: unknown, done: (error: Error) => void) => done(refusal(554)) }],
  ])('because %s, says whether to try again, and names nobody', async (_why, kind, options) => {
    const server = await serve(options)
    const { transport } = await open(server.url)
    const error = await transport.send(mail).then(() => null, (thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(kind)
    expect(String(error)).not.toContain('ngo.example.org')
    expect(String(error)).toMatch(/\b[45][35]\d\b/)
  })

  it('because its text is refused, is refused for ever', async () => {
    const server = await serve({
      onData(stream, _session, done) {
        stream.on('end', () => done(refusal(554)))
        stream.resume()
      },
    })
    await expect((await open(server.url)).transport.send(mail)).rejects.toBeInstanceOf(MailRefused)
  })

  it('because nobody listens, or hangs up, may be sent later', async () => {
    const sockets = new Set<Socket>()
    const rude = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.end('220 hello\r\n')
    }).listen(0, '127.0.0.1')
    await once(rude, 'listening')
    const address = rude.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { transport } = await open(`smtp://127.0.0.1:${port}`)
    await expect(transport.send(mail)).rejects.toBeInstanceOf(MailNotSent)
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => void rude.close(resolve))
    await expect(transport.send(mail)).rejects.toThrow(/did not take the mail \(ESOCKET|ECONNECTION/)
  })
})

/**
 * A server that is never silent and never comes to an end: it repeats `line` for ever, once it was told `from` (null: from the beginning), and
 * also when the other side has said that it is done.
 */
async function drip(from: string | null, line: string) {
  const hungUp: Promise<unknown>[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const begin = () => {
      const timer = setInterval(() => socket.write(line), 2)
      socket.on('close', () => clearInterval(timer))
    }
    socket.on('error', () => socket.destroy())
    hungUp.push(new Promise((resolve) => void socket.once('close', resolve)))
    if (from === null) return begin()
    socket.write('220 hello\r\n')
    socket.on('data', (said) => {
      if (said.toString().startsWith(from)) begin()
      else socket.write(said.toString().startsWith('DATA') ? '354 go on\r\n' : '250 yes\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ended.push(() => new Promise((resolve) => void server.close(resolve)))
  const address = server.address()
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, hungUp }
}

describe('a mail server that never comes to an end', () => {
  it.each([
    ['greets', null, '220-hello\r\n'],
    ['introduces itself', 'EHLO', '250-me\r\n'],
    ['takes the recipient', 'RCPT', '250-well\r\n'],
    ['is given the text', 'DATA', '354-well\r\n'],
  ])('when it %s is hung up on, and the mail is sent later', async (_when, from, line) => {
    const server = await drip(from, line)
    const { transport } = await open(server.url, null, 100)
    const error: unknown = await transport.send(mail).then(() => null, (thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MailNotSent)
    expect(String(error)).toBe('MailNotSent: The mail server did not take the mail (not within 0.1 s).')
    await Promise.all(server.hungUp)
  })

  it('keeps no job beyond its time', () => {
    expect(2 * longestSend).toBeLessThanOrEqual(sendMail.expireInSeconds * 1000)
  })
})

describe('without a mail server', () => {
  it('a mail is a block in the terminal, with the advice to set one up', async () => {
    const { transport, printed } = await open(null)
    await transport.send(mail)
    expect(printed.join('\n')).toMatch(/SMTP_URL is not set[^]*To: {6}manager@ngo\.example\.org\n {2}Subject: Tårta på Åland\n\n {2}Grüße\n[^]*https:\/\/directory\.example\.org\/x/)
  })
})
