/** The address to listen on cannot be had. The message says why and what to do, and needs no stack trace. */
export class ListenFault extends Error {
  override name = 'ListenFault'
}

/** A `ListenFault` for what the system said when the server tried to listen; anything unforeseen is given back as it is. */
export function toListenFault(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const reason = reasons[String(code)]
  return reason === undefined ? error : new ListenFault(reason(host, port), { cause: error })
}

const reasons: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) => `Port ${port} is in use by another program. Stop that one, or choose another port, such as PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
  EACCES: (_, port) => `This user may not listen on port ${port}. Choose one above 1023, such as PORT=3000 npm start`,
  EADDRNOTAVAIL: (host) => `HOST=${host} is not an address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.`,
  ENOTFOUND: (host) => `HOST=${host} is not known. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.`,
}
