import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // A native crash must take down one file's process, not the whole run.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000
  }
})
