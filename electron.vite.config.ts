import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const here = import.meta.dirname

// One build for every shell. The targets are those of the oldest Electron the end-to-end test
// drives (Chromium 108, Node 16); current ones lose nothing by it.
const NODE_TARGET = 'node16'
const BROWSER_TARGET = 'chrome108'

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      minify: false,
      rollupOptions: {
        input: {
          main: resolve(here, 'src-main/main.ts'),
          serve: resolve(here, 'src-main/serve.ts'),
          cli: resolve(here, 'src-main/cli.ts'),
          trainer: resolve(here, 'src-main/workers/trainer.ts'),
          explorer: resolve(here, 'src-main/workers/explorer.ts'),
          analyst: resolve(here, 'src-main/workers/analyst.ts'),
          player: resolve(here, 'src-main/workers/player.ts'),
          importer: resolve(here, 'src-main/workers/importer.ts'),
          feeder: resolve(here, 'src-main/workers/feeder.ts'),
          decoder: resolve(here, 'src-main/workers/decoder.ts')
        },
        // CommonJS, because Electron before 28 cannot load an ES module as its main script.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'shared/[name]-[hash].cjs'
        }
      }
    }
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      minify: false,
      rollupOptions: {
        input: { preload: resolve(here, 'src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: {
      target: BROWSER_TARGET,
      cssTarget: BROWSER_TARGET,
      cssMinify: 'lightningcss',
      outDir: 'out/renderer',
      modulePreload: false,
      minify: true,
      rollupOptions: { input: resolve(here, 'src-renderer/index.html') }
    }
  }
})
