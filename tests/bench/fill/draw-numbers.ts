/** Whole numbers that look random and are the same in every run: each call gives the next one, from 0 up to but not including `below`. */
export function drawNumbers(seed: number): (below: number) => number {
  // mulberry32: small, quick, and even enough for made-up texts.
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
