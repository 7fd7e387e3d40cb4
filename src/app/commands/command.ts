/** One thing that `npm run -s cli --` can do. */
export interface Command {
  /** What is written after its name: words, then in brackets options that may be left out, such as `[--check]`. */
  parameters: readonly string[]
  meaning: string
  /** How it is written with all of its options, where those are more than `parameters` tells. */
  usage?: string
  /** True when it reads everything after its name itself, and names what is wrong with it. */
  readsOptions?: true
  /** Gives the exit code: 0 when all is well. `values` are in the order of the parameters, fewer where options are left out. */
  run(values: readonly string[], print: (text: string) => void): Promise<number>
}
