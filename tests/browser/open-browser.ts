import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Those of the package with which a browser is less strict than that of people: it would not even say where a request comes from. */
const lax: ReadonlySet<string> = new Set(['--disable-web-security', '--allow-running-insecure-content'])

/** A real browser from an npm package: nothing has to be installed, and it asks nobody for anything by itself. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((argument) => !lax.has(argument)), '--disable-background-networking'],
  })
}
