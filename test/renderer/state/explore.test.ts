import { expect, test, vi } from 'vitest'
import { decodeLatent, PIXEL_PATTERNS } from '../../../src-main/contract/pixels.ts'
import { Explore } from '../../../src-renderer/state/explore.svelte.ts'
import { directionSteer } from '../../../src-renderer/state/steering.ts'
import { SHORT, untilJob, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testExplore(changes: object = {}) {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const { id } = await window.given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4, ...changes }
  })
  const run = await untilRun(window.given, id, 'finished')
  // The page decodes pictures; here it is enough that the studio answers them.
  const load = async (url: string): Promise<void> => {
    await window.given.studio.pixels(url)
  }
  const open = () => new Explore(window.connection.api, window.messages, load)
  return { ...window, run, open }
}

test('a run opens at its newest checkpoint with a vector of its own distribution', async () => {
  const { given, run, open } = await testExplore()
  const explore = open()
  await explore.open(run)
  const drawn = await given.api.drawLatents({ run: run.id, seed: 1, count: 16 })
  expect([
    explore.space?.dimensions,
    explore.checkpoint,
    explore.z,
    explore.candidates.map(({ z }) => z)
  ]).toEqual([4, run.images, drawn[0], drawn])
})

test('the picture is of the vector in hand, and follows undo', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await explore.open(run)
  const before = explore.z
  explore.set(2, 0.5)
  const url = explore.urlOf(explore.z)!
  await vi.waitFor(() => expect(explore.picture.shown).toBe(url))
  const [, id, checkpoint, text] = PIXEL_PATTERNS.latent.exec(url)!
  expect([id, Number(checkpoint), decodeLatent(text!)![2]]).toEqual([run.id, run.images, 0.5])
  explore.undo()
  await vi.waitFor(() => expect(explore.picture.shown).toBe(explore.urlOf(before)))
})

test('the last vector and seed of a run are found again', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await explore.open(run)
  await explore.useSeed(7)
  explore.preview(0, 0.25)
  explore.flush()
  const again = open()
  await vi.waitFor(async () => {
    await again.open(run)
    expect([again.z, again.seed]).toEqual([explore.z, 7])
  })
})

test('opened twice at once it begins once, at the later call', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await Promise.all([explore.open(run), explore.open(run, 192)])
  expect([explore.checkpoint, explore.z.length]).toEqual([192, 4])
})

test('undo takes back a place, a lock, the truncation, a seed and the checkpoint, each as one step', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await explore.open(run)
  const first = explore.scene
  explore.lock([1, 3], true)
  explore.goTo({
    z: [1, 1, 1, 1],
    lineage: [{ how: 'map', words: 'A map', z: [1, 1, 1, 1], parents: [] }]
  })
  for (const truncation of [0.9, 0.7, 0.5]) explore.truncate(truncation)
  explore.useCheckpoint(192)
  await explore.useSeed(8)
  const { z, locked, truncation, checkpoint, seed } = explore.scene
  expect([locked, truncation, checkpoint, seed]).toEqual([[1, 3], 0.5, 192, 8])
  // What is locked has stayed, and the sample is half as far from the middle.
  expect([z[1], z[3]]).toEqual([first.z[1], first.z[3]])
  expect(explore.candidates[0]!.lineage[0]!.words).toBe('Seed 8, number 1, truncation 0.50')
  for (let step = 0; step < 5; step++) explore.undo()
  expect(explore.scene).toEqual(first)
  expect(explore.history.canUndo).toBe(false)
  for (let step = 0; step < 5; step++) explore.redo()
  expect(explore.scene.seed).toBe(8)
})

test('a direction that bends: its slider runs along where it leads, and undo goes back', async () => {
  const { given, run, open } = await testExplore()
  const { id: job } = await given.api.findDirections({
    run: run.id,
    name: 'bent',
    source: { kind: 'attribute', attribute: 'bent', values: ['yes'], samples: 200 }
  })
  await untilJob(given, job)
  const [direction] = await given.api.listLatentItems({ run: run.id })
  if (direction?.kind !== 'direction') throw new Error('No direction was made.')
  const steer = directionSteer(direction)
  const explore = open()
  await explore.open(run)
  const { z } = explore
  // Two wishes before it is known where it leads: the newest is obeyed.
  explore.steer(steer, 1)
  explore.steer(steer, 2)
  await vi.waitFor(() => expect(explore.scene.strengths[steer.key]).toBe(2))
  // The explorer of these tests moves every number by the length of the name.
  const moved = z.map((value) => value + 4)
  expect(explore.z).toEqual(moved)
  // From now on it is known: no wait.
  explore.steer(steer, 0)
  explore.steer(steer, 2)
  expect(explore.z).toEqual(moved)
  explore.settle()
  explore.undo()
  expect([explore.z, explore.scene.strengths[steer.key] ?? 0]).toEqual([z, 0])
})

test('a class is picked, stays while samples and neighbours are gone to, and is undone and found again', async () => {
  const { run, open } = await testExplore({ label: 'glasses', classes: 'no\nyes' })
  const explore = open()
  await explore.open(run)
  const names = explore.space!.classes!.names
  expect([names, explore.z.length]).toEqual([['no', 'yes'], 6])
  const first = explore.scene

  explore.useClass(1)
  expect([explore.shares, explore.z.slice(0, 4)]).toEqual([[0, 1], first.z.slice(0, 4)])
  expect(explore.scene.lineage.at(-1)).toMatchObject({ how: 'class', words: 'glasses yes' })
  expect(explore.candidates.map(({ z }) => z.slice(4))).toEqual(Array(16).fill([0, 1]))
  explore.truncate(0.5)
  expect(explore.candidates.map(({ z }) => z.slice(4))).toEqual(Array(16).fill([0, 1]))
  await explore.useSeed(3)
  expect(explore.shares).toEqual([0, 1])
  explore.lock([2], true)
  expect(explore.held).toEqual([2, 4, 5])
  explore.steer({ key: 'k', name: 'First', vector: [1, 0, 0, 0] }, 0.25)
  explore.settle()
  expect(explore.shares).toEqual([0, 1])
  explore.reset()
  expect([explore.z.filter((value) => value !== 0).length, explore.shares]).toEqual([2, [0, 1]])
  explore.flush()
  const again = open()
  await vi.waitFor(async () => {
    await again.open(run)
    expect(again.z).toEqual(explore.z)
  })
})
