import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Steps } from './steps.ts'

const SCRIPT = join(import.meta.dirname, 'steps.ts')

function steps(engine: 'plain' | 'tensorflow'): Steps {
  const env = { ...process.env, GAN_ATELIER_ENGINE: engine }
  const output = execFileSync(process.execPath, [SCRIPT], { env, encoding: 'utf8', maxBuffer: 1e8 })
  return JSON.parse(output) as Steps
}

describe('a DCGAN on the slow engine', () => {
  const [plain, native] = [steps('plain'), steps('tensorflow')]

  it('runs on plain JavaScript', () => {
    expect(plain.engine).toMatch(/^JS 4\./)
    expect(native.engine).toMatch(/^2\./)
  })

  it('has the losses and weights that TensorFlow has', () => {
    expect(plain.losses.length).toBe(8)
    plain.losses.forEach((losses, step) => {
      for (const [name, value] of Object.entries(native.losses[step]!)) {
        expect(losses[name]! / value, `${name} of step ${step}`).toBeCloseTo(1, 4)
      }
    })
    expect(Object.keys(plain.weights)).toEqual(Object.keys(native.weights))
    // Adam's change is of one size whatever the gradient's, so roundings of tiny gradients show.
    for (const [name, expected] of Object.entries(native.weights)) {
      const size = Math.max(...expected.map(Math.abs))
      const errors = expected.map((value, index) => Math.abs(value - plain.weights[name]![index]!))
      expect(Math.max(...errors), name).toBeLessThanOrEqual(1e-3 * size)
    }
    native.pictures.forEach((value, i) => expect(plain.pictures[i]).toBeCloseTo(value, 3))
  })
})
