import { expect, onTestFinished, test, vi } from 'vitest'
import { PIXEL_PATTERNS } from '../../../src-main/contract/pixels.ts'
import { firstStep, type Place } from '../../../src-renderer/state/lineage.ts'
import { Walk } from '../../../src-renderer/state/walk.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testWalk() {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const { id } = await window.given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4 }
  })
  const run = await untilRun(window.given, id, 'finished')
  const make = () =>
    new Walk<string>({
      api: window.connection.api,
      messages: window.messages,
      sheets: { load: async (url) => url, release: () => {} },
      nextPaint: () => () => {}
    })
  const walk = make()
  await walk.open(run.id, run.images)
  onTestFinished(walk.show())
  return { ...window, run, walk, make }
}

const place = (value: number): Place => {
  const z = [value, value, value, value]
  return { z, lineage: firstStep('seed', `seed ${value}`, z) }
}
const order = (walk: Walk<string>): number[] => walk.settings.keyframes.map(({ z }) => z[0]!)

test('keyframes are added, moved and taken out, and each of it is undone', async () => {
  const { walk, messages } = await testWalk()
  for (const value of [0, 0.5, 1]) walk.add(place(value))
  walk.add(place(-1), 1)
  expect([order(walk), walk.selected?.z[0]]).toEqual([[0, -1, 0.5, 1], -1])
  const [first] = walk.settings.keyframes
  walk.move(first!.id, 2)
  expect(order(walk)).toEqual([-1, 0.5, 0, 1])
  walk.move(first!.id, 99)
  expect(order(walk)).toEqual([-1, 0.5, 1, 0])
  walk.remove(first!.id)
  expect([order(walk), walk.selected?.z[0]]).toEqual([[-1, 0.5, 1], 1])
  expect(messages.last?.text).toBe('Keyframe 4 was taken out.')
  messages.last?.action?.run()
  expect(order(walk)).toEqual([-1, 0.5, 1, 0])
  // The same message does nothing more once its step is not the last one.
  messages.last?.action?.run()
  expect(order(walk)).toEqual([-1, 0.5, 1, 0])
  walk.undo()
  walk.undo()
  expect(order(walk)).toEqual([0, -1, 0.5, 1])
  walk.redo()
  expect(order(walk)).toEqual([-1, 0.5, 0, 1])
})

test('the studio plans the frames, and their sheets are of the run in hand', async () => {
  const { walk, run } = await testWalk()
  for (const value of [0, 0.5, 1]) walk.add(place(value))
  expect(walk.isPlanned).toBe(false)
  await vi.waitFor(() => expect(walk.frames.ready).toBe(1))
  expect([walk.isPlanned, walk.latents]).toEqual([true, [0, 0.5, 1].map((value) => place(value).z)])
  const [, id, checkpoint, columns, count] = PIXEL_PATTERNS.latentSheet.exec(
    walk.frames.at(0)!.sheet
  )!
  expect([id, Number(checkpoint), columns, count]).toEqual([run.id, run.images, '3', '3'])
  walk.player.moveTo(1)
  expect([walk.place?.z, walk.place?.lineage.at(-1)]).toEqual([
    [0.5, 0.5, 0.5, 0.5],
    { how: 'walk', words: 'Frame 2 of a walk', z: [0.5, 0.5, 0.5, 0.5], parents: [0, 1] }
  ])
})

test('a slider of one way is one step of undo; all ways at once another', async () => {
  const { walk } = await testWalk()
  for (const value of [0, 1]) walk.add(place(value))
  const { id } = walk.settings.keyframes[0]!
  for (const frames of [30, 40, 50]) walk.setLeg(id, { frames })
  walk.settle()
  walk.setAllLegs({ easing: 'ease-in-out' })
  walk.set({ closed: false })
  expect([walk.settings.keyframes.map(({ frames }) => frames), walk.length]).toEqual([[50, 24], 51])
  walk.undo()
  walk.undo()
  walk.undo()
  expect(walk.settings.keyframes.map(({ frames, easing }) => [frames, easing])).toEqual([
    [24, 'linear'],
    [24, 'linear']
  ])
})

test('a walk that is too long says so and is not asked for', async () => {
  const { walk } = await testWalk()
  walk.add(place(0))
  await vi.waitFor(() => expect(walk.frames.count).toBe(1))
  walk.add(place(1))
  walk.setAllLegs({ frames: 600 })
  expect(walk.problem).toBe(
    'The walk has 1,200 frames, and 1,000 are the most; give its keyframes fewer.'
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([walk.frames.count, walk.isPlanned]).toEqual([1, false])
})

test('the walk of a run is found again', async () => {
  const { walk, make, run } = await testWalk()
  walk.add(place(0.25))
  walk.set({ interpolation: 'lerp', noisy: true })
  walk.flush()
  const again = make()
  await vi.waitFor(async () => {
    await again.open(run.id, run.images)
    expect(again.settings).toEqual(walk.settings)
  })
  expect([again.canUndo, again.selected?.z]).toEqual([false, place(0.25).z])
})
