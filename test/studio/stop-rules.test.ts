import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src-main/contract/doctor.ts'
import type { Run } from '../../src-main/contract/models.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { isSick, noBetter, timeIsUp } from '../../src-main/studio/stop-rules.ts'
import { LONG, testStudio, untilRun, withDataset } from './studio.ts'

function run(changes: Parameters<typeof resolveConfig>[1], rest: Partial<Run> = {}): Run {
  return { config: resolveConfig('dcgan', changes), images: 50_000, ...rest } as Run
}

const verdict = { illness: 'collapse', sentence: 'It collapsed.', sure: 0.95 } as const
const diagnosis = { verdicts: [verdict] } as unknown as Diagnosis

test('each rule says why, and says nothing where it is off', () => {
  expect(timeIsUp(run({ stopMinutes: 2 }), 119)).toBeUndefined()
  expect(timeIsUp(run({ stopMinutes: 2 }), 120)).toBe(
    'It ended after 2 minutes of training, as it was told (stopMinutes).'
  )
  expect(timeIsUp(run({}), 1e6)).toBeUndefined()
  expect(noBetter(run({ stopWithoutBetter: 20_000 }, { best: 30_001 }), 50_000)).toBeUndefined()
  expect(noBetter(run({ stopWithoutBetter: 20_000 }, { best: 30_000 }), 50_000)).toBe(
    'It ended because nothing became better since its best checkpoint at 30000 images (stopWithoutBetter is 20000).'
  )
  expect(noBetter(run({ stopWithoutBetter: 20_000 }), 50_000)).toBeUndefined()
  expect(isSick(run({}), diagnosis)).toBeUndefined()
  expect(isSick(run({ stopWhenSick: true }), diagnosis)).toBe(
    'It ended because the doctor is sure (stopWhenSick): It collapsed.'
  )
  const unsure = { verdicts: [{ ...verdict, sure: 0.8 }] } as unknown as Diagnosis
  expect(isSick(run({ stopWhenSick: true }), unsure)).toBeUndefined()
})

test('a run that ends by its own rule is finished, with a checkpoint and why; the next one follows', async () => {
  const given = testStudio()
  const { api } = given
  const { id: dataset } = await withDataset(given)
  // The trainer of these tests counts a second for every thousand images.
  const changes = { ...LONG, batch: 80, checkpointEvery: 20_480, stopMinutes: 1 }
  const { id } = await api.startRun({ dataset, preset: 'dcgan', changes })
  const { id: next } = await api.startRun({ dataset, preset: 'dcgan', changes: LONG })
  const ended = await untilRun(given, id, 'finished')
  expect(ended.ended).toBe('It ended after 1 minute of training, as it was told (stopMinutes).')
  expect(ended.images).toBeGreaterThanOrEqual(60_000)
  expect((await api.getCheckpoints({ run: id })).at(-1)?.images).toBe(ended.images)
  await untilRun(given, next, 'running')
  await api.stopRun({ run: next })
  await untilRun(given, next, 'stopped')
  // Going on is a person's wish, and the rules are forgotten with it.
  await api.resumeRun({ run: id })
  const goesOn = await untilRun(given, id, 'running')
  expect([goesOn.ended, goesOn.config.stopMinutes]).toEqual([undefined, 0])
  const later = ended.images + 1000
  await given.waitFor('run', ({ run: { id: other, images } }) => other === id && images > later)
  await api.stopRun({ run: id })
})
