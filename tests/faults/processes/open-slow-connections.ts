/**
 * Opens many connections to a server and sends one byte on each, now and then: of headers that never end, or of a body that never
 * does. Prints how many are open as soon as all are, and how many were cut off when none is left.
 */
import { connect } from 'node:net'
import type { Socket } from 'node:net'

const [host = '', port = '', wanted = '0'] = process.argv.slice(2)
const count = Number(wanted)
const betweenBytesMs = 2000
/** At the same time: a server accepts one after the other. */
const atOnce = 200

const heads = [
  'GET /v1/help?country=FI HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  'POST /v1/help HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{',
]
const sockets = new Set<Socket>()
const tally = { open: 0, cut: 0, failed: 0 }
let begun = 0

function next(): void {
  if (begun >= count) return
  const head = heads[begun % heads.length] ?? ''
  begun += 1
  const socket = connect(Number(port), host)
  let isOpen = false
  socket.once('connect', () => {
    isOpen = true
    tally.open += 1
    sockets.add(socket)
    socket.write(head)
    report()
    next()
  })
  socket.resume()
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    sockets.delete(socket)
    if (isOpen) tally.cut += 1
    else {
      tally.failed += 1
      next()
    }
    report()
  })
}

function report(): void {
  if (tally.open + tally.failed === count) process.stdout.write(`open ${tally.open} failed ${tally.failed}\n`)
  if (tally.cut + tally.failed === count) {
    process.stdout.write(`cut ${tally.cut}\n`)
    clearInterval(trickle)
  }
}

const trickle = setInterval(() => {
  for (const socket of sockets) socket.write('a')
}, betweenBytesMs)
for (let index = 0; index < Math.min(atOnce, count); index += 1) next()
