/**
 * What the commands of README.md need of curl, for machines that have none: -s -i -b -c -H -d, and an address. Cookies are kept as
 * `name=value` a line.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const headers = new Headers()
let [url, jar, body, showsHead]: [string, string | null, string | null, boolean] = ['', null, null, false]
const words = process.argv.slice(2)
const next = () => words.shift() ?? ''
while (words.length > 0) {
  const word = next()
  if (word === '-s') continue
  else if (word === '-i') showsHead = true
  else if (word === '-b' || word === '-c') jar = next()
  else if (word === '-H') {
    const [name = '', ...value] = next().split(': ')
    headers.set(name, value.join(': '))
  } else if (word === '-d') {
    const given = next()
    body = given === '@-' ? readFileSync(0, 'utf8') : given
  } else if (word.startsWith('-')) throw new Error(`There is no ${word} here.`)
  else url = word
}

const cookies = new Map<string, string>()
if (jar !== null && existsSync(jar)) {
  for (const line of readFileSync(jar, 'utf8').split('\n').filter((text) => text !== '')) cookies.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1))
}
if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
const response = await fetch(url, { method: body === null ? 'GET' : 'POST', headers, body })
for (const cookie of response.headers.getSetCookie()) {
  const pair = cookie.split(';')[0] ?? ''
  if (/max-age=0/i.test(cookie)) cookies.delete(pair.slice(0, pair.indexOf('=')))
  else cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
}
if (jar !== null) writeFileSync(jar, [...cookies].map(([name, value]) => `${name}=${value}\n`).join(''))
const head = [`HTTP/1.1 ${response.status} ${response.statusText}`, ...[...response.headers].map(([name, value]) => `${name}: ${value}`)]
process.stdout.write(`${showsHead ? `${head.join('\r\n')}\r\n\r\n` : ''}${await response.text()}`)
