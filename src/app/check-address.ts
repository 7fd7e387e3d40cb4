import { once } from 'node:events'
import { createServer } from 'node:net'
import { toListenFault } from './listen-fault.ts'

/**
 * Makes sure, before anything else is begun, that the address can be listened on.
 *
 * @throws ListenFault when it cannot.
 */
export async function checkAddress(host: string, port: number): Promise<void> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    throw toListenFault(error, host, port)
  }
  server.close()
  await once(server, 'close')
}
