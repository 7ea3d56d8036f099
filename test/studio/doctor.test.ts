import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src-main/contract/doctor.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset, type TestStudio } from './studio.ts'

// By the small trainer's word the discriminator never mistakes a picture; after a thousand steps that is sure.
const IMAGES = 1_020 * 64
const LOST = { ...SHORT, images: IMAGES, snapshotEvery: IMAGES, checkpointEvery: IMAGES / 2 }
const FAILING_SEED = 666

async function startRun(given: TestStudio, changes: object): Promise<string> {
  const { id: dataset } = await withDataset(given)
  return (await given.api.startRun({ dataset, preset: 'dcgan', changes: { ...changes } })).id
}

const diagnosesOf = ({ events }: TestStudio): Diagnosis[] =>
  events.flatMap((event) => (event.type === 'diagnosis' ? [event.diagnosis] : []))

test('a run is looked at while rows come and at its end, and its health is kept', async () => {
  const given = testStudio()
  const { api, folder, studio } = given
  const run = await startRun(given, LOST)
  const told = given.waitFor('diagnosis', ({ diagnosis }) => diagnosis.state === 'sick')
  await untilRun(given, run, 'finished')
  const { diagnosis } = await told

  expect(diagnosesOf(given)[0]).toMatchObject({ run, state: 'unknown', verdicts: [] })
  expect(diagnosis).toMatchObject({ run, images: IMAGES })
  expect(diagnosis.verdicts[0]).toMatchObject({ illness: 'discriminator-won', since: 0 })
  expect(await api.getDiagnosis({ run })).toEqual(diagnosis)

  const health = { state: 'sick', illness: 'discriminator-won' }
  expect((await api.getState({})).runs[0]!.health).toEqual(health)
  await studio.close()
  const again = testStudio({ folder })
  await again.api.openProject({ path: `${folder}/project` })
  expect((await again.api.getState({})).runs[0]!.health).toEqual(health)
  expect(await again.api.getDiagnosis({ run })).toEqual(diagnosis)
})

test('a new evaluation is looked at at once', async () => {
  const given = testStudio()
  const run = await startRun(given, SHORT)
  await untilRun(given, run, 'finished')
  const before = diagnosesOf(given).length
  const job = await given.api.evaluateRun({ run, samples: 100 })
  await untilJob(given, job.id)
  const [diagnosis, ...more] = diagnosesOf(given).slice(before)
  expect(more).toEqual([])
  expect(diagnosis!.sentence).toMatch(/^Too early to tell: 1 of its checkpoints is measured/)
})

test('numbers that are none are an illness, until the run trains again', async () => {
  const given = testStudio()
  const { api } = given
  const run = await startRun(given, { ...SHORT, seed: FAILING_SEED })
  const told = given.waitFor('diagnosis', ({ diagnosis }) => diagnosis.state === 'sick')
  const { problem, health } = await untilRun(given, run, 'failed')
  expect(health).toEqual({ state: 'sick', illness: 'not-finite' })
  const { diagnosis } = await told
  expect(diagnosis.verdicts).toMatchObject([{ illness: 'not-finite', sure: 1 }])
  expect(diagnosis.sentence).toContain(problem!)
  expect(diagnosis.verdicts[0]!.remedies[0]).toMatchObject({ id: 'lower-rates', from: 0 })

  // The first remedy is a fork at one click.
  const [{ id: remedy, from: images, changes }] = diagnosis.verdicts[0]!.remedies as [never]
  const fork = await api.forkRun({
    run,
    images,
    changes: { ...(changes as object), seed: 1 },
    remedy
  })
  expect(fork.parent).toEqual({ run, images: 0, remedy: 'lower-rates' })
  const { config } = await untilRun(given, fork.id, 'finished')
  expect(config.generatorRate).toBeCloseTo(0.0002 / 3, 6)
})
