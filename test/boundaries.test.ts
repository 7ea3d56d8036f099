import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findViolations, readImports } from './boundaries.ts'

test('the sources keep to the arrows of the architecture', () => {
  const sources = readSources('src-main', 'src-renderer')
  expect(sources.size).toBeGreaterThan(50)
  expect(findViolations(sources)).toEqual([])
})

test('each planted violation is found, and nothing beside it', () => {
  const planted: [file: string, text: string, violation?: string][] = [
    ['src-main/contract/a.ts', `import { readFileSync } from 'node:fs'`, 'node:fs'],
    ['src-main/contract/a.ts', `export * from '../rpc/door.ts'`, '../rpc/door.ts'],
    ['src-main/contract/a.ts', `import { z } from 'zod'`],
    [
      'src-main/engine/a.ts',
      `import type { Cache } from '../datasets/cache.ts'`,
      '../datasets/cache.ts'
    ],
    ['src-main/gan/a.ts', `import { openCache } from '../datasets/cache.ts'`],
    ['src-main/gan/a.ts', `import { train } from '../training/loop.ts'`, '../training/loop.ts'],
    ['src-main/training/a.ts', `import { openStore } from '../store/open.ts'`, '../store/open.ts'],
    ['src-main/training/a.ts', `const { app } = require('electron')`, 'electron'],
    ['src-main/studio/a.ts', `import type { Cache } from '../datasets/cache.ts'`],
    [
      'src-main/studio/a.ts',
      `import { openCache } from '../datasets/cache.ts'`,
      '../datasets/cache.ts'
    ],
    ['src-main/studio/a.ts', `export const load = () => import('sharp')`, 'sharp'],
    ['src-main/studio/a.ts', `let cache: import('../datasets/cache.ts').Cache`],
    ['src-main/server/a.ts', `import { app } from 'electron'`, 'electron'],
    ['src-main/electron/a.ts', `import { app } from 'electron'`],
    ['src-main/electron/a.ts', `import Database from 'better-sqlite3'`, 'better-sqlite3'],
    [
      'src-main/serve.ts',
      `import { pickFolder } from './electron/dialogs.ts'`,
      './electron/dialogs.ts'
    ],
    ['src-renderer/views/a.ts', `import { z } from '../../src-main/contract/api.ts'`],
    [
      'src-renderer/views/a.ts',
      `import type { X } from '../../src-main/studio/x.ts'`,
      '../../src-main/studio/x.ts'
    ],
    ['src-renderer/a.svelte', `<script lang="ts">import 'node:fs'</script><p>a</p>`, 'node:fs'],
    ['src-renderer/a.svelte', `<p>import 'node:fs'</p><script>import './b.css'</script>`]
  ]
  for (const [file, text, target] of planted) {
    const expected = target ? [`${file} may not import ${target}`] : []
    expect(findViolations(new Map([[file, text]])), text).toEqual(expected)
  }
})

test('only one file names the engine, and no file lies outside of every area', () => {
  const load = `createRequire(__filename)('@tensorflow/tfjs-node-gpu')`
  const sources = new Map([
    ['src-main/engine/tensorflow.ts', load],
    ['src-main/engine/other.ts', load],
    ['src-main/elsewhere/a.ts', '']
  ])
  expect(findViolations(sources)).toEqual([
    'src-main/engine/other.ts may not name @tensorflow/tfjs-node-gpu',
    'src-main/elsewhere/a.ts lies in no area; give "src-main/elsewhere" a rule'
  ])
})

test('imports are read from code, and not from comments or texts', () => {
  const text = `
    // import 'a'
    const sentence = "import 'b'"
    import c, { type C } from 'c'
    import type { D } from 'd'
    export type { E } from 'e'
    await import('f')
    require('g')`
  expect(readImports('a.ts', text)).toEqual([
    { target: 'c', typeOnly: false },
    { target: 'd', typeOnly: true },
    { target: 'e', typeOnly: true },
    { target: 'f', typeOnly: false },
    { target: 'g', typeOnly: false }
  ])
})

function readSources(...folders: string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  )
  const code = paths.filter((path) => /\.(ts|svelte)$/.test(path))
  return new Map(code.map((path) => [path, readFileSync(path, 'utf8')]))
}
