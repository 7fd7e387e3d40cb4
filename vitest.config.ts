import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Starting real processes and a browser takes seconds on a small machine.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
