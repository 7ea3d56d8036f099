import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const source = (file: string): string =>
  pathToFileURL(join(import.meta.dirname, '../../../src-main/engine', file)).href

// What a set-up that was cut short leaves: a package whose addon cannot be loaded.
const BROKEN = `
  import { registerHooks } from 'node:module'
  registerHooks({
    resolve(name, context, next) {
      if (name !== '@tensorflow/tfjs-node-gpu') return next(name, context)
      throw new Error('libtensorflow.so.2: cannot open shared object file. \\nand more')
    }
  })`

/** What a process of its own says of its engine, `GAN_ATELIER_ENGINE` being `wish`. */
function engineOf({ wish = 'auto', broken = false }): unknown {
  const script = `
    import { describeEngine } from '${source('describe.ts')}'
    console.log(JSON.stringify(await describeEngine(false)))`
  const hooks = broken ? ['--import', `data:text/javascript,${encodeURIComponent(BROKEN)}`] : []
  const { stdout } = spawnSync(process.execPath, [...hooks, '--input-type=module', '-e', script], {
    env: { ...process.env, GAN_ATELIER_ENGINE: wish },
    encoding: 'utf8'
  })
  return JSON.parse(stdout)
}

const SLOW = 'Training is many times slower than it could be: it runs in plain JavaScript, because'
const plain = {
  ready: true,
  provider: 'plain JavaScript',
  device: 'cpu',
  threads: 1,
  kernels: false
}

it('stands in for a TensorFlow that cannot be loaded, and says why', () => {
  const reason =
    'TensorFlow could not be loaded (libtensorflow.so.2: cannot open shared object file)'
  expect(engineOf({ broken: true })).toEqual({
    ...plain,
    tensorflow: 'JS 4.22.0',
    slow: `${SLOW} ${reason}; run "atelier engine --repair" and start again.`
  })
})

it('is not used where TensorFlow is there, unless asked for', () => {
  const native = engineOf({})
  expect(native).toMatchObject({ ready: true, device: 'cpu' })
  expect(native).not.toHaveProperty('slow')
  expect(engineOf({ wish: 'plain' })).toMatchObject({
    ...plain,
    slow: `${SLOW} GAN_ATELIER_ENGINE=plain asks for it; for TensorFlow unset it and start again.`
  })
})

it('does not stand in where TensorFlow is insisted on', () => {
  expect(engineOf({ wish: 'tensorflow', broken: true })).toMatchObject({
    ready: false,
    problem: expect.stringContaining('libtensorflow.so.2: cannot open shared object file')
  })
})

it('is chosen by a word that is known', () => {
  expect(engineOf({ wish: 'wasm' })).toMatchObject({
    ready: false,
    problem: 'GAN_ATELIER_ENGINE cannot be "wasm"; it takes auto, tensorflow, plain.'
  })
})
