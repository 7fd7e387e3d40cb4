/** A mail shows no more of a fact. */
const longest = 200

/** Of the end, where it says what is wrong with the link at the beginning. */
const atEnd = 90

/** A line about a link, short enough for a mail: what is too long is taken out of its middle. */
export function fitMail(line: string): string {
  return line.length <= longest ? line : `${line.slice(0, longest - atEnd - 1)}…${line.slice(-atEnd)}`
}
