/** A figure that has a bound of its own, without anything to compare it with. */
export type Bound = {
  id: string
  title: string
  /** How many listings the directory had. */
  listings: number
  figure: number
  unit: 'ms' | 'MB' | '%'
  /** The most that it may be; null where there is no aim. */
  aim: number | null
}

export const megabytes = (bytes: number) => bytes / 1e6
