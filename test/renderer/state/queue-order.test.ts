import { expect, test, vi } from 'vitest'
import { beforeAt, placeUnder } from '../../../src-renderer/state/queue-order.ts'
import { Training } from '../../../src-renderer/state/training.svelte.ts'
import { LONG, SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('a run goes before the one at its new place, or to the end', () => {
  const waiting = ['a', 'b', 'c', 'd']
  expect(beforeAt(waiting, 'c', 0)).toEqual({ before: 'a' })
  expect(beforeAt(waiting, 'a', 2)).toEqual({ before: 'd' })
  expect(beforeAt(waiting, 'a', 3)).toEqual({})
  expect(beforeAt(waiting, 'b', 99)).toEqual({})
  expect(beforeAt(waiting, 'd', -1)).toEqual({ before: 'a' })
})

test('where it would stay, nothing is moved', () => {
  const waiting = ['a', 'b', 'c']
  expect(waiting.map((run, place) => beforeAt(waiting, run, place))).toEqual([false, false, false])
  expect([beforeAt(waiting, 'a', -1), beforeAt(waiting, 'c', 5)]).toEqual([false, false])
})

test('every place can be reached, in a studio as by the words', () => {
  const waiting = ['a', 'b', 'c', 'd']
  for (const run of waiting) {
    for (const place of waiting.keys()) {
      const move = beforeAt(waiting, run, place)
      const others = waiting.filter((id) => id !== run)
      const at = move && move.before !== undefined ? others.indexOf(move.before) : others.length
      expect(move ? at : waiting.indexOf(run), `${run} to ${place}`).toBe(place)
    }
  }
})

test('a row lies after those whose middle it has passed', () => {
  expect([0, 25, 61, 200].map((y) => placeUnder([20, 60, 100], y))).toEqual([0, 1, 2, 3])
})

test('runs that wait are moved, taken out, held and let go, and the window sees each', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const dataset = await withDataset(given)
  const training = new Training(connection.api, studio, messages)
  const start = (changes: Record<string, number>) =>
    given.api.startRun({ dataset: dataset.id, preset: 'quick', changes: { ...SHORT, ...changes } })
  const first = await start(LONG)
  const others = [await start({}), await start({}), await start({})]
  const names = others.map(({ name }) => name)
  const seen = () => studio.queuedRuns.map(({ name }) => name)
  await vi.waitFor(() => expect(seen()).toEqual(names))

  await training.moveInQueue(others[2]!, 0)
  await vi.waitFor(() => expect(seen()).toEqual([names[2], names[0], names[1]]))
  await training.moveInQueue(others[0]!, 2)
  await vi.waitFor(() => expect(seen()).toEqual([names[2], names[1], names[0]]))
  await training.stop(others[1]!)
  await vi.waitFor(() => expect(seen()).toEqual([names[2], names[0]]))

  await training.holdQueue(true)
  await vi.waitFor(() => expect(studio.queue.held).toBe(true))
  await untilRun(given, first.id, 'running')
  await training.stop(first)
  await untilRun(given, first.id, 'stopped')
  await vi.waitFor(() => expect(studio.activeRun).toBeUndefined())
  expect(seen()).toEqual([names[2], names[0]])
  await training.holdQueue(false)
  await untilRun(given, others[0]!.id, 'finished')
  await vi.waitFor(() =>
    expect([studio.queue, messages.last]).toEqual([{ waiting: [], held: false }, undefined])
  )
})

test('a checkpoint that was asked for is told of, and why there can be none', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const dataset = await withDataset(given)
  const training = new Training(connection.api, studio, messages)
  const kept = given.waitFor('checkpoint')
  const run = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes: LONG })
  await kept
  await training.save(run)
  expect(messages.last).toMatchObject({ level: 'info', text: expect.stringMatching(SAVED) })
  await training.stop(run)
  await untilRun(given, run.id, 'stopped')
  await training.save(run)
  expect(messages.last).toMatchObject({ level: 'problem', text: expect.stringMatching(NOT_NOW) })
})

const SAVED = /^Saved after [\d,]+ images, .*(bytes?|kB|MB)\.$/
const NOT_NOW = /does not train now/
