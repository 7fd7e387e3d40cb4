/**
 * How many letters must be added, taken away, exchanged or swapped with their neighbour to turn one text into the other
 * (optimal string alignment). Stops counting above `most` and answers `most + 1`.
 *
 * @param to the whole other text, or whatever beginning of it is nearest
 */
export function editDistance(one: string, whole: string, most: number, to: 'whole' | 'beginning' = 'whole'): number {
  const other = to === 'whole' ? whole : whole.slice(0, one.length + most)
  if (one === other) return 0
  if (Math.abs(one.length - other.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    let best = row
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      }
      current.push(cost)
      best = Math.min(best, cost)
    }
    if (best > most) return most + 1
    beforeLast = last
    last = current
  }
  return Math.min(to === 'whole' ? at(last, other.length) : Math.min(...last), most + 1)
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY
}
