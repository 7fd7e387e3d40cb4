/** A mail that is ready to be sent. */
export type Mail = {
  to: string
  subject: string
  text: string
  /** Of the job: a mail that is sent again after a failure has the same Message-ID, by which it can be recognised. */
  id: string
}

/** The longest that `send` takes, in milliseconds: the job that sends a mail must have ended before its time is over. */
export const longestSend = 60_000

export type MailTransport = {
  /**
   * Takes no longer than `longestSend`; then it hangs up.
   *
   * @throws MailRefused when the mail will never be taken, as for an address that there is not
   * @throws MailNotSent when it may be taken later
   */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Nobody will ever take this mail. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}

/** The mail was not taken now. The message names neither addresses nor what the server wrote, which may repeat them: it is logged. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
}
