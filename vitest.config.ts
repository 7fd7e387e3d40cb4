import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Most files wait for processes, databases and browsers half of their time: as many at once as there are cores.
    maxWorkers: '100%',
    // Starting real processes and a browser takes seconds on a small machine.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
