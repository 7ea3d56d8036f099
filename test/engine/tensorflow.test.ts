import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { installedEngine } from '../../src-main/engine/installed.ts'
import { smallCheckout, WHOLE_ENGINE } from './small-checkout.ts'

const script = (name: string): string => join(import.meta.dirname, name)

/** Runs a script in a process of its own, since an engine is started once in each; gives what it says. */
async function run(entry: string, ...args: string[]): Promise<unknown> {
  // Hides what the machine may have.
  const env = { ...process.env, CUDA_VISIBLE_DEVICES: '-1' }
  const { stdout } = await promisify(execFile)(process.execPath, [entry, ...args], { env })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

test('an engine that could not be loaded is loaded by the next try, once it is repaired', async () => {
  const checkout = smallCheckout(script('start-and-repair.ts'))
  const addon = join(checkout.engine, 'lib/napi-v8')
  mkdirSync(addon, { recursive: true })
  writeFileSync(join(addon, 'tfjs_binding.node'), 'cut off')
  expect(await run(checkout.script, checkout.engine, WHOLE_ENGINE)).toEqual({
    before: expect.stringMatching(
      /^TensorFlow could not be loaded \(.+\); run "atelier engine --repair" and try again\.$/
    ),
    after: expect.stringMatching(/^2\.\d+\.\d+ on cpu$/)
  })
})

describe('a GPU that is asked for and absent is refused in one sentence', () => {
  test.each<['cpu' | 'gpu', string]>([
    [
      'cpu',
      'A GPU was asked for, but this engine computes on the processor only; fetch the one with CUDA with: npm run setup -- --engine gpu, or choose device=cpu.'
    ],
    [
      'gpu',
      'A GPU was asked for, but TensorFlow with CUDA sees none on this machine; see whether nvidia-smi lists one and its driver is 525 or newer, or choose device=cpu.'
    ]
  ])('by the engine for the %s', async (kind, message) => {
    const { engine, script: entry } = smallCheckout(script('ask-for-gpu.ts'))
    symlinkSync(join(WHOLE_ENGINE, 'lib'), join(engine, 'lib'))
    mkdirSync(join(engine, 'deps'))
    writeFileSync(join(engine, 'deps/engine.json'), JSON.stringify({ kind, files: {} }))
    expect(await run(entry)).toEqual({ code: 'engine/no-gpu', message, growth: 'true' })
  })
})

test('what the set-up noted is read through the links of the package', () => {
  expect(installedEngine(WHOLE_ENGINE)).toMatchObject({
    provider: 'wheel',
    recipe: expect.stringMatching(/^tensorflow-(cpu|gpu)-2\.\d+\.\d+-/),
    folder: expect.not.stringContaining('node_modules'),
    addonSha256: expect.stringMatching(/^[0-9a-f]{64}$/)
  })
  expect(installedEngine('/nowhere')).toBeUndefined()
})
