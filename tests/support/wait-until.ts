/**
 * Asks again and again until the answer is neither null, false nor undefined, and gives it back. Each question should take its own
 * time, such as that of a query.
 *
 * @throws after `within` milliseconds, saying what was waited for
 */
export async function waitUntil<Answer>(
  what: string,
  ask: () => Promise<Answer | null | undefined | false>,
  within = 15_000,
): Promise<Answer> {
  const deadline = performance.now() + within
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`Waited ${within} ms in vain until ${what}.`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
