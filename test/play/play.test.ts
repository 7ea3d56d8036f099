import { beforeAll, expect, it } from 'vitest'
import { playConfig, PLAY_PRESETS, type PlayPresetId } from '../../src-main/contract/play.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { reached } from '../../src-main/play/diagnostics.ts'
import { createPlay, PLAY_SAMPLES } from '../../src-main/play/play.ts'
import { TARGETS } from '../../src-main/play/targets.ts'
import { trainToys } from '../../src-main/play/train.ts'

beforeAll(() => startEngine())

const SMALL = { generatorFilters: 16, discriminatorFilters: 16, batch: 32 }
const FIRST = { seed: 1, dims: 2 } as const
const settings = (
  changes: Record<string, string | number | boolean>,
  preset: PlayPresetId = 'plain'
) => ({
  ...{ target: 'blobs' as const, preset, changes: { ...SMALL, ...changes } },
  ...{ seeds: [1], iterations: 20 }
})

it.each(Object.keys(PLAY_PRESETS) as PlayPresetId[])(
  'the preset %s plays, the same for the same seed',
  (preset) => {
    const once = (seed: number): Float32Array => {
      const play = createPlay(playConfig(settings({}, preset), { seed, dims: 2 }), TARGETS.blobs)
      for (let step = 0; step < 5; step++) {
        const numbers = play.step()
        expect(Object.values(numbers).every(Number.isFinite)).toBe(true)
      }
      const points = play.samples()
      expect(points).toHaveLength(2 * PLAY_SAMPLES)
      play.dispose()
      return points
    }
    expect(once(1)).toEqual(once(1))
    expect(once(2)).not.toEqual(once(1))
  }
)

it.each([
  ...['minimax', 'least-squares', 'hinge', 'wgan', 'wgan-gp'].map((loss) => ({ loss })),
  { minibatchKernels: 4 },
  { featureMatching: true },
  { labelSmoothing: 0.1 },
  { instanceNoise: 0.1 },
  { discriminatorNorm: 'spectral' },
  { discriminatorSteps: 2, generatorSteps: 2, order: 'generator-first' },
  { unrollSteps: 2, optimizer: 'sgd' }
])('%j is taken from the tables of runs', (changes) => {
  const play = createPlay(
    playConfig(settings(changes as Record<string, string>), FIRST),
    TARGETS.blobs
  )
  expect(Object.values(play.step()).every(Number.isFinite)).toBe(true)
  play.dispose()
})

it('learns where two blobs are', { timeout: 60_000 }, async () => {
  const changes = { ...SMALL, generatorFilters: 32, discriminatorFilters: 32, batch: 128 }
  const play = createPlay(
    playConfig({ preset: 'modern', changes, iterations: 1_500 }, FIRST),
    TARGETS.blobs
  )
  const before = reached(play.samples(), TARGETS.blobs)!
  for (let step = 0; step < 1_500; step++) play.step()
  const after = reached(play.samples(), TARGETS.blobs)!
  play.dispose()
  expect(after.modes).toBe(2)
  expect(after.highQuality).toBeGreaterThan(Math.max(0.8, before.highQuality))
})

it('trains several seeds with progress, and can be cancelled', async () => {
  const controller = new AbortController()
  const reports: number[] = []
  const report = (done: number, total: number): void => {
    reports.push(done / total)
    if (reports.length > 1 && done > 0) controller.abort()
  }
  const wanted = { ...settings({}), seeds: [1, 2], iterations: 30 }
  const results = await trainToys(wanted, { report: () => undefined, signal: controller.signal })
  expect(results.map(({ seed }) => seed)).toEqual([1, 2])
  expect(results[0]!.points).toHaveLength(2 * PLAY_SAMPLES)
  await expect(trainToys(wanted, { report, signal: controller.signal })).rejects.toMatchObject({
    code: 'job/cancelled'
  })
})

it('refuses what no run could have, by the name of the setting', () => {
  expect(() => playConfig(settings({ loss: 'hing' }), FIRST)).toThrow('"loss" cannot be "hing"')
})
