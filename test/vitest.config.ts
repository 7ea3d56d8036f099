import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// What must be right on either engine is tested on both.
const ON_EITHER_ENGINE = [
  'test/engine/{eager,operations}*.test.ts',
  'test/engine/{operations,optimizers}/**/*.test.ts',
  'test/gan/**/*.test.ts',
  'test/training/loop.test.ts'
]

export default defineConfig({
  plugins: [svelte()],
  root: new URL('..', import.meta.url).pathname,
  test: {
    // A native crash must take down one file's process, not the whole run.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'tensorflow',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          // An engine that is broken must fail the tests rather than be stood in for.
          env: { GAN_ATELIER_ENGINE: 'tensorflow' }
        }
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: ON_EITHER_ENGINE,
          // Kernels of TensorFlow's.
          exclude: ['test/engine/operations/convolution-kernels.test.ts'],
          env: { GAN_ATELIER_ENGINE: 'plain' }
        }
      }
    ]
  }
})
