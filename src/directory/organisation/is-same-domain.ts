import { parse } from 'tldts'

/** Whether two web addresses are below the same name that somebody had to register. */
export function isSameDomain(one: string, other: string): boolean {
  const [first, second] = [one, other].map((address) => parse(address, { allowPrivateDomains: true }).domain)
  return first !== null && first !== undefined && first === second
}
