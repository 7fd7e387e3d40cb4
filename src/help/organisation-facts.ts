/** What the directory says about who runs a service. */
import { z } from 'zod'
import { webAddressFault } from './content-values.ts'
import { line } from './plain-text.ts'

export const organisationFacts = z.object({
  name: line(200),
  url: line(500)
    .superRefine((text, context) => {
      const reason = webAddressFault(text)
      if (reason !== null) context.addIssue({ code: 'custom', message: reason })
    })
    .nullable(),
})
