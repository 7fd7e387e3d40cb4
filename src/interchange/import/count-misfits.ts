/** `2 things did not fit` */
export function countMisfits(count: number): string {
  return count === 1 ? '1 thing did not fit' : `${count} things did not fit`
}
