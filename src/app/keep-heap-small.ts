import { setFlagsFromString } from 'node:v8'

/** Percent by which the heap may grow beyond what is in use before it is collected. Node lets it double. */
const growth = 20

/**
 * Keeps the memory of a node near what it uses. Nearly all of it is the directory, which is read once and then stays: room to grow is never
 * used again, and a node of a hundred thousand listings would hold half a gigabyte of it. What answers make is short-lived and is not
 * collected in that part of the heap. Must be called before the directory is read.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`)
}
