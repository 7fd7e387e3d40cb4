/**
 * Who imports. `seed`: the files that come with a release, at every start. `operator`: a folder that a person named. `actor` is
 * the name under which it writes; `replaces` are the names whose last word it may replace. Everybody else's stays: so a start
 * never undoes what a person has imported, as it never undoes what an editor wrote (docs/decisions/010).
 */
export const importSources = {
  seed: { actor: 'system:seed', replaces: ['system:seed'] },
  operator: { actor: 'system:import', replaces: ['system:import', 'system:seed'] },
} as const

export type ImportSource = keyof typeof importSources
