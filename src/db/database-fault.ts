/** Trouble with the database that its operator can mend: the message says what is wrong and what to do, and needs no stack trace. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
}
