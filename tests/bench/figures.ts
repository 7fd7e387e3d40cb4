/** A figure that was measured several times: the median, and the smallest and largest. */
export type Figures = { median: number; least: number; most: number }

/** @throws Error when there is nothing to take the median of. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (index: number) => sorted[index] ?? Number.NaN
  if (sorted.length === 0) throw new Error('Nothing was measured.')
  const middle = sorted.length >> 1
  return {
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  }
}
