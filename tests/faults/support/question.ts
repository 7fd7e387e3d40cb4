/** One thing to ask of the directory. */
export type Question = {
  method: 'GET' | 'POST'
  path: string
  body: string | null
  /** Which markers its answer has to show: all that are published, none that is not, or nobody knows. */
  markers: 'all' | 'only' | 'any'
}
