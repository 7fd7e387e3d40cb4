import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { linkTo, links } from '../../src/mail/links.ts'

const read = async (name: string) => {
  const file = path.join(import.meta.dirname, '../../openapi', name)
  return Object.entries((JSON.parse(await readFile(file, 'utf8')) as { paths: Record<string, object> }).paths)
}

it('every link of a mail leads to an address that is answered', async () => {
  const answered = [...(await read('lookup.json')), ...(await read('console.json'))].flatMap(([url, methods]) => ('get' in methods ? [url.replace(/\{\w+\}/g, 'x')] : []))
  for (const kind of Object.keys(links) as (keyof typeof links)[]) expect(answered, kind).toContain(links[kind]('x'))
})

it('a link is whole, whatever its part', () => {
  expect(linkTo('https://directory.example.org/', 'listing', 'a/../b?c#d')).toBe('https://directory.example.org/v1/console/listings/a%2F..%2Fb%3Fc%23d')
})
