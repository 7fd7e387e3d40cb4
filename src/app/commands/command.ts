/** One thing that `npm run -s cli --` can do. */
export interface Command {
  /** What is written after its name; `[in brackets]` what may be left out. */
  parameters: readonly string[]
  meaning: string
  /** Gives the exit code: 0 when all is well. `values` are as many as there are parameters, or fewer where some may be left out. */
  run(values: readonly string[], print: (text: string) => void): Promise<number>
}
