import type { z } from 'zod'
import type { claimView } from './claim-view.ts'

type View = z.output<typeof claimView>

const wishes: Readonly<Record<View['wish'], string>> = {
  this_is_us: 'to look after what the directory says of',
  remove_us: 'to take out of the directory',
}

const replies: Readonly<Record<View['state'], string>> = {
  sent: '<form method="post"><button type="submit">Confirm</button></form><p>Nothing happens unless you confirm.</p>',
  confirmed: '<p>Thank you, this is confirmed. A person will look at it and answer by mail.</p>',
  answered: '<p>This was answered already.</p>',
}

/** The same for somebody who opens the link of the mail in a browser: one sentence and one button. Programs that follow links do not press it. */
export function writeClaimPage({ wish, about, state }: View): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Child Safety Resource Directory</title></head>
<body>
<main>
<h1>Please confirm what was asked in your name</h1>
<p>Somebody asked ${wishes[wish]} <strong>${escape(about)}</strong>.</p>
${replies[state]}
</main>
</body>
</html>
`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
}
