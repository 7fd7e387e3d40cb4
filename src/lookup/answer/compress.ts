import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br'

/** Small answers in which every byte counts; a higher level costs ten times as much for a few bytes in a hundred. */
const brotliLevel = 5
const gzipLevel = 6

/** The bytes in a content coding (RFC 9110, 8.4). */
export function compress(bytes: Buffer, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'identity':
      return bytes
    case 'gzip':
      return gzipSync(bytes, { level: gzipLevel })
    case 'br':
      return brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_QUALITY]: brotliLevel,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
  }
}
