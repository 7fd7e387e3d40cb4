import type { Readiness } from './read-node.ts'
import { readReadiness } from './read-node.ts'
import { waitFor } from './wait-for.ts'

type Asked = { name: string; address: string }

/** Waits until each node says of itself what is wanted. */
export async function waitForNodes(nodes: readonly Asked[], what: string, isWanted: (readiness: Readiness) => boolean): Promise<void> {
  await Promise.all(nodes.map((node) => waitFor(`${node.name} ${what}`, async () => isWanted(await readReadiness(node)))))
}
