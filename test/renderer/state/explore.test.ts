import { expect, test, vi } from 'vitest'
import { decodeLatent, PIXEL_PATTERNS } from '../../../src-main/contract/pixels.ts'
import { Explore } from '../../../src-renderer/state/explore.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testExplore() {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const { id } = await window.given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4 }
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
    explore.history.z,
    explore.candidates
  ]).toEqual([4, run.images, drawn[0], drawn])
})

test('the picture is of the vector in hand, and follows undo', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await explore.open(run)
  const before = explore.history.z
  explore.set(2, 0.5)
  const url = explore.urlOf(explore.history.z)!
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
    expect([again.history.z, again.seed]).toEqual([explore.history.z, 7])
  })
})

test('opened twice at once it begins once, at the later call', async () => {
  const { run, open } = await testExplore()
  const explore = open()
  await Promise.all([explore.open(run), explore.open(run, 192)])
  expect([explore.checkpoint, explore.history.z.length]).toEqual([192, 4])
})
