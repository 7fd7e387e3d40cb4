/** An answer as bytes, for servers that only send. */
export type CannedAnswer = {
  /** Path and query of the request. */
  url: string
  status: number
  /** Those that say what the bytes are. */
  headers: Record<string, string>
  body: Uint8Array
}
