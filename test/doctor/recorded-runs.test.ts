import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Illness } from '../../src-main/contract/doctor.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { diagnose } from '../../src-main/doctor/diagnose.ts'
import type { History } from '../../src-main/doctor/history.ts'

// Of the runs on which the limits were chosen (npm run prove -- doctor): 96,000 images of 16 px each.
interface Recorded {
  run: string
  trouble?: string
  preset: string
  changes: Record<string, unknown>
  images: number[]
  realAccuracy: number[]
  fakeAccuracy: number[]
  /** Beside `images` each measure with the same of real pictures. */
  evaluations: ({ images: number } & Record<string, unknown>)[]
}

const file = join(import.meta.dirname, 'recorded-runs.json')
const RUNS = JSON.parse(readFileSync(file, 'utf8')) as Recorded[]
const HEALTHY = RUNS.filter(({ trouble }) => trouble === undefined)
const SICK: [run: string, illnesses: Illness[]][] = [
  // A collapse that wanders from picture to picture.
  ['digits-sick-0', ['diverged']],
  ['digits-sick-2', ['discriminator-won', 'collapse']],
  ['digits-sick-4', ['generator-won', 'collapse']],
  ['digits-sick-8', ['discriminator-won', 'diverged']],
  ['ring-sick-9', ['collapse', 'discriminator-won']]
]

function historyAt(recorded: Recorded, images: number): History {
  const { run, preset, changes, realAccuracy, fakeAccuracy } = recorded
  const row = { seconds: 1, generatorLoss: 1, discriminatorLoss: 1 }
  const words = { title: '', help: '', source: '', better: 'none', samples: 500, reals: 500 }
  const none = { run, classes: [], evidence: [], seconds: 1, createdAt: 0 }
  const evaluations = recorded.evaluations.map(({ images: at, ...measures }) => ({
    ...none,
    images: at,
    measures: Object.entries(measures as Record<string, [number, number]>).map(
      ([id, [value, real]]) => ({ ...words, id, value, real })
    )
  })) as unknown as History['evaluations']
  return {
    run,
    config: resolveConfig(preset, { ...changes, evaluate: true }),
    rows: recorded.images
      .map((at, n) => ({
        ...{ ...row, images: at },
        ...{ realAccuracy: realAccuracy[n]!, fakeAccuracy: fakeAccuracy[n]! }
      }))
      .filter((one) => one.images <= images),
    evaluations: evaluations.filter((one) => one.images <= images),
    checkpoints: []
  }
}

test.each(HEALTHY)('$run was well: no verdict at any moment, and healthy at its end', (run) => {
  const states = run.images.map((images) => diagnose(historyAt(run, images)).state)
  expect(states).not.toContain('sick')
  expect(states.at(-1)).toBe('healthy')
})

test.each(SICK)('%s is found to be ill by half of its length', (name, illnesses) => {
  const run = RUNS.find((one) => one.run === name)!
  const half = diagnose(historyAt(run, 48_000))
  expect(half.state).toBe('sick')
  const end = diagnose(historyAt(run, 96_000)).verdicts.map(({ illness }) => illness)
  expect(end).toEqual(expect.arrayContaining(illnesses))
})
