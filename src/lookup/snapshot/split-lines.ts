const newLine = 0x0a

/** The lines of a text that comes in pieces of bytes: those that each piece completes. Nothing may follow the end of the last line. */
export async function* splitLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let begun: Buffer[] = []
  for await (const piece of pieces) {
    const lines: string[] = []
    let start = 0
    for (let end = piece.indexOf(newLine); end !== -1; end = piece.indexOf(newLine, start)) {
      const rest = piece.subarray(start, end)
      lines.push((begun.length === 0 ? rest : Buffer.concat([...begun, rest])).toString('utf8'))
      begun = []
      start = end + 1
    }
    if (start < piece.length) begun.push(piece.subarray(start))
    yield lines
  }
  if (begun.length > 0) throw new Error('its last line does not end')
}
