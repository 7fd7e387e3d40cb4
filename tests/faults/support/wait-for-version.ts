import { waitForNodes } from './wait-for-nodes.ts'

/** Waits until each node serves a version or a later one. */
export function waitForVersion(nodes: readonly { name: string; address: string }[], version: number): Promise<void> {
  return waitForNodes(nodes, `serves version ${version}`, ({ directoryVersion }) => directoryVersion >= version)
}
