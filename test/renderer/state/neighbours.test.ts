import { expect, test, vi } from 'vitest'
import { firstStep } from '../../../src-renderer/state/lineage.ts'
import { Neighbours, NEIGHBOUR_COUNT } from '../../../src-renderer/state/neighbours.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('a step is followed at once; a movement where it comes to rest', async () => {
  const { given, connection, messages } = await testWindow()
  const dataset = await withDataset(given)
  const changes = { ...SHORT, latent: 2 }
  const { id } = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })
  const run = await untilRun(given, id, 'finished')
  const loaded: string[] = []
  const neighbours = new Neighbours(connection.api, messages, async (url) => void loaded.push(url))
  const follow = (value: number): void => {
    const z = [value, 0]
    const place = { z, lineage: firstStep('sliders', 'moved', z) }
    neighbours.follow({ run: run.id, checkpoint: run.images }, place, [])
  }
  // As near as can be; the fake explorer draws ones and noughts in turn.
  neighbours.spread = 0.02
  const shown = (): number[] => neighbours.shown?.places.map(({ z }) => z[0]!) ?? []
  const wall = (value: number): unknown[] =>
    Array.from({ length: NEIGHBOUR_COUNT }, (_, at) =>
      expect.closeTo(value * Math.sqrt(1 - 0.02 ** 2) + 0.02 * ((at + 1) % 2), 9)
    )

  follow(0.1)
  await vi.waitFor(() => expect(shown()).toEqual(wall(0.1)))
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const value of [0.2, 0.3, 0.4, 0.5]) follow(value)
  await vi.waitFor(() => expect(shown()).toEqual(wall(0.5)))
  // What a newer step made stale was never loaded.
  expect([loaded.length, neighbours.shown?.url]).toEqual([2, loaded[1]])
})
