import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Evaluation } from '../../src-main/contract/evaluation.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import { bestCheckpoint } from '../../src-main/studio/best-checkpoint.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset, type TestStudio } from './studio.ts'

// By the small trainer's word a thousand images are a second; the small explorer says where its best is.
const HOUR = { images: 204_800, batch: 512, checkpointEvery: 10_240, snapshotEvery: 102_400 }
const BEST = 122_880

const evaluationsOf = ({ events }: TestStudio): Evaluation[] =>
  events.flatMap((event) => (event.type === 'evaluation' ? [event.evaluation] : []))

async function startRun(
  given: TestStudio,
  changes: Record<string, number | boolean>
): Promise<string> {
  const { id: dataset } = await withDataset(given, 600)
  const { id } = await given.api.startRun({ dataset, preset: 'dcgan', changes })
  return id
}

test('checkpoints are measured with a twentieth of the time while a run trains, and the last at once', async () => {
  const given = testStudio()
  const { api, events } = given
  const run = await startRun(given, HOUR)
  await untilRun(given, run, 'finished')
  if (!evaluationsOf(given).some(({ images }) => images === HOUR.images)) {
    await given.waitFor('evaluation', ({ evaluation }) => evaluation.images === HOUR.images)
  }

  const shareOf = ({ measures }: Evaluation): string => measures[0]!.help
  const shares = new Set(evaluationsOf(given).map(shareOf))
  expect(shares).toEqual(new Set(['share 0.05', 'share 1']))
  // Nothing trained any more when the last one was begun.
  expect(shareOf(evaluationsOf(given).at(-1)!)).toBe('share 1')
  const indexOf = (fits: (event: StudioEvent) => boolean): number => events.findIndex(fits)
  const ended = indexOf((event) => event.type === 'run' && event.run.state === 'finished')
  const full = indexOf(
    (event) => event.type === 'evaluation' && shareOf(event.evaluation) === 'share 1'
  )
  expect(full).toBeGreaterThan(ended)
  const kept = await api.getEvaluations({ run })
  expect(kept).toEqual(evaluationsOf(given).sort((a, b) => a.images - b.images))
  // Nobody asked for them.
  const { jobs, runs } = await api.getState({})
  expect(jobs.filter(({ kind }) => kind === 'evaluation')).toEqual([])
  const distance = (images: number): number => Math.abs(images - BEST)
  const best = Math.min(...kept.map(({ images }) => distance(images)))
  expect(distance(runs.find(({ id }) => id === run)!.best!)).toBe(best)
})

test('nothing is measured of a run that does not want it, nor of one of a few seconds', async () => {
  const given = testStudio()
  const unwanted = await startRun(given, { ...HOUR, images: 102_400, evaluate: false })
  await untilRun(given, unwanted, 'finished')
  const [dataset] = (await given.api.getState({})).datasets
  const wish = { dataset: dataset!.id, preset: 'dcgan', changes: SHORT }
  const { id } = await given.api.startRun(wish)
  await untilRun(given, id, 'finished')
  expect(evaluationsOf(given)).toEqual([])
  expect(given.workers.map(({ kind }) => kind)).not.toContain('explorer')
})

test('a checkpoint is measured on request, and the best one chosen again when it is cut off', async () => {
  const given = testStudio()
  const { api } = given
  const run = await startRun(given, { ...HOUR, images: 143_360, evaluate: false })
  await untilRun(given, run, 'finished')
  for (const checkpoint of [102_400, BEST]) {
    const job = await api.evaluateRun({ run, checkpoint, samples: 200 })
    expect(job).toMatchObject({ kind: 'evaluation', run })
    expect((await untilJob(given, job.id)).state).toBe('done')
  }
  const bestOf = async () => (await api.getState({})).runs.find(({ id }) => id === run)!.best
  expect(await bestOf()).toBe(BEST)
  const [first] = await api.getEvaluations({ run })
  expect(first).toMatchObject({ run, images: 102_400, measures: [{ samples: 200 }] })

  // Without its later checkpoints it goes on from before its best.
  for (let images = BEST - 10_240; images <= 143_360; images += 10_240) {
    const folder = join(given.folder, 'project', 'runs', run, 'checkpoints')
    rmSync(join(folder, `${images}.safetensors`), { force: true })
  }
  const changed = given.waitFor('run', (event) => event.run.best === 102_400)
  await api.resumeRun({ run, images: 153_600 })
  await changed
  await untilRun(given, run, 'finished')
  expect(await bestOf()).toBe(102_400)
  expect((await api.getEvaluations({ run })).map(({ images }) => images)).toEqual([102_400])
})

test('the best checkpoint is that of the lowest quality beside real pictures, of those that are there', () => {
  const at = (images: number, value: number, real: number): Evaluation => {
    const words = { title: '', help: '', source: '', better: 'lower' as const }
    const measure = { ...words, id: 'quality', value, real, samples: 9, reals: 9 }
    const none = { classes: [], evidence: [], seconds: 1, createdAt: 0 }
    return { run: 'r', images, measures: [measure], ...none }
  }
  const there = [{ images: 1 }, { images: 2 }, { images: 3 }]
  // The second was measured with fewer samples, which makes both its figures larger.
  expect(bestCheckpoint([at(1, 4, 1), at(2, 9, 3), at(3, 5, 1), at(4, 1, 1)], there)).toBe(2)
  expect(bestCheckpoint([{ ...at(1, 1, 1), measures: [] }], there)).toBeUndefined()
  expect(bestCheckpoint([], there)).toBeUndefined()
})
