import { parseArgs } from 'node:util'
import { startProxy } from './proxy/start-proxy.ts'

// node deploy/proxy.ts --listen 127.0.0.1:8080 --node 127.0.0.1:3001 --node 127.0.0.1:3002
const { listen = '127.0.0.1:8080', node: nodes = [] } = parseArgs({
  options: { listen: { type: 'string' }, node: { type: 'string', multiple: true } },
}).values
const [host = '', port = ''] = listen.split(':')
const proxy = await startProxy({ host, port: Number(port), nodes })
console.log(`The proxy answers at http://${host}:${proxy.port}`)
await new Promise<string>((resolve) => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve)
})
await proxy.stop()
