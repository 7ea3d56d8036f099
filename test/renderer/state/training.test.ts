import { expect, onTestFinished, test, vi } from 'vitest'
import { Training } from '../../../src-renderer/state/training.svelte.ts'
import { LONG, SHORT, untilJob, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testTraining() {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const training = new Training(window.connection.api, window.studio, window.messages)
  onTestFinished(training.watch())
  const start = (changes: Record<string, number | boolean> = {}) =>
    window.given.api.startRun({
      dataset: dataset.id,
      preset: 'quick',
      changes: { ...SHORT, ...changes }
    })
  return { ...window, training, start }
}

test('what events added while a run trained is what the studio has kept of it', async () => {
  const { given, training, start } = await testTraining()
  const run = await start()
  await vi.waitFor(() => expect(training.run?.id).toBe(run.id))
  await training.reload()
  await untilRun(given, run.id, 'finished')
  await vi.waitFor(() => expect(training.run?.state).toBe('finished'))
  const [rows, snapshots, checkpoints] = await Promise.all([
    given.api.getMetrics({ run: run.id }),
    given.api.getSnapshots({ run: run.id }),
    given.api.getCheckpoints({ run: run.id })
  ])
  expect([training.rows, training.scrubber.moments, training.checkpoints]).toEqual([
    rows,
    snapshots.map(({ images }) => images),
    checkpoints
  ])
})

test('checkpoints that are measured or pinned are seen at once', async () => {
  const { given, training, start } = await testTraining()
  const run = await untilRun(given, (await start({ evaluate: false })).id, 'finished')
  await vi.waitFor(() => expect(training.run?.state).toBe('finished'))
  await training.reload()
  const { images } = training.checkpoints[0]!
  for (const checkpoint of [training.checkpoints.at(-1)!.images, images]) {
    await untilJob(given, (await given.api.evaluateRun({ run: run.id, checkpoint })).id)
  }
  await given.api.pinCheckpoint({ run: run.id, images, pinned: true })
  await vi.waitFor(() => expect(training.checkpoints[0]?.pinned).toBe(true))
  const [evaluations, checkpoints] = await Promise.all([
    given.api.getEvaluations({ run: run.id }),
    given.api.getCheckpoints({ run: run.id })
  ])
  expect(evaluations).toHaveLength(2)
  expect([training.evaluations, training.checkpoints]).toEqual([evaluations, checkpoints])
})

test('the run that was asked for last is the one that is shown', async () => {
  const { given, training, start } = await testTraining()
  const [first, second] = [await start(), await start({ images: 1280 })]
  await untilRun(given, second.id, 'finished')
  await vi.waitFor(() => expect(training.run?.state).toBe('finished'))
  await Promise.all([training.reload(first.id), training.reload(second.id)])
  expect([training.loaded, training.rows]).toEqual([
    second.id,
    await given.api.getMetrics({ run: second.id })
  ])
})

test('with nothing chosen the newest run that has begun is in view, not one that left the queue', async () => {
  const { given, training, studio, start } = await testTraining()
  const first = await start({ images: LONG.images })
  const second = await start()
  await training.stop(second)
  await given.waitFor('metrics')
  await training.stop(first)
  await untilRun(given, first.id, 'stopped')
  await vi.waitFor(() =>
    expect(studio.runs.map(({ state }) => state)).toEqual(['stopped', 'stopped'])
  )
  expect(training.run?.id).toBe(first.id)
  // Nor a fork that was taken back before its first step, though it has seen what its parent had.
  await given.api.holdQueue({ held: true })
  const { images } = (await given.api.getCheckpoints({ run: first.id })).at(-1)!
  const fork = await given.api.forkRun({ run: first.id, images, changes: {} })
  await training.stop(fork)
  await vi.waitFor(() => expect(studio.run(fork.id)?.state).toBe('stopped'))
  expect(training.run?.id).toBe(first.id)
  training.select(second.id)
  expect(training.run?.id).toBe(second.id)
})

test('a deleted run comes back by the Undo of its message', async () => {
  const { given, training, start, studio, messages } = await testTraining()
  const run = await untilRun(given, (await start()).id, 'finished')
  await training.remove(run)
  await vi.waitFor(() => expect(studio.runs).toEqual([]))
  messages.last?.action?.run()
  await vi.waitFor(() => expect(studio.runs).toEqual([run]))
})

test('a mistake becomes a message and changes nothing', async () => {
  const { given, training, start, messages } = await testTraining()
  const run = await untilRun(given, (await start()).id, 'finished')
  await training.pause(run)
  expect(messages.last).toMatchObject({
    level: 'problem',
    text: `“${run.name}” is finished, so it cannot be paused.`
  })
})
