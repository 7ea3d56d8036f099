import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { MapTask } from '../../../src-main/contract/analyst.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { drawLatents } from '../../../src-main/gan/pictures.ts'
import { readMap } from '../../../src-main/latent/map/file.ts'
import { makeMap } from '../../../src-main/latent/map/make.ts'
import { placeOnMap } from '../../../src-main/latent/map/place.ts'
import { createSketcherShelf } from '../../../src-main/latent/map/sketcher.ts'
import { livelyModel } from '../../exports/models/lively-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const COUNT = 150

async function setup(method: MapTask['method']) {
  const model = await livelyModel({ latentDistribution: 'normal' })
  const folder = temporaryFolder()
  const studied = {
    ...model,
    sha256: 'ab'.repeat(32),
    folder,
    cacheFolder: join(folder, 'no-data-set'),
    excluded: []
  }
  const out = join(folder, 'map.json')
  const task: MapTask = { job: 'j', model: studied, method, count: COUNT, seed: 7, out }
  const shelf = createSketcherShelf()
  onTestFinished(shelf.dispose)
  const progress: [number, number][] = []
  const controller = new AbortController()
  const report = (done: number, total: number): void => void progress.push([done, total])
  return {
    task,
    out,
    studied,
    shelf,
    progress,
    controller,
    context: { report, signal: controller.signal, shelf }
  }
}

test.each(['pca', 'umap'] as const)(
  'a map by %s has a place and two colours for every sample',
  async (method) => {
    const { task, out, studied, shelf, progress, context } = await setup(method)
    await makeMap(task, context)
    const { x, y, colours } = readMap(out)
    expect([x.length, y.length]).toEqual([COUNT, COUNT])
    expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...x, ...y)).toBeLessThanOrEqual(1)
    // It fills the square in one direction at least.
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values)
    expect(Math.max(spread(x), spread(y))).toBeCloseTo(0.96, 3)
    expect(colours.map(({ name, ends }) => [name, ends])).toEqual([
      ['density', ['sparse', 'dense']],
      [
        'verdict',
        [expect.stringMatching(/^[\d.e-]+ % real$/), expect.stringMatching(/^[\d.e-]+ % real$/)]
      ]
    ])
    for (const { numbers } of colours) {
      expect(numbers).toHaveLength(COUNT)
      expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([0, 1])
    }
    expect(progress.at(-1)).toEqual([1000, 1000])
    const done = progress.map(([one]) => one)
    expect(done).toEqual([...done].sort((a, b) => a - b))

    // The samples themselves are placed where they are.
    const latents = drawLatents(studied.config, createRandom(7, STREAMS.samples), 3)
    const placed = await placeOnMap(
      studied,
      out,
      latents.map((z) => [...z]),
      shelf
    )
    placed.forEach((place, at) => {
      expect(place.x).toBeCloseTo(x[at]!, 2)
      expect(place.y).toBeCloseTo(y[at]!, 2)
    })
  }
)

test('made again, a map is the same', async () => {
  const { task, out, context } = await setup('pca')
  await makeMap(task, context)
  const once = readMap(out)
  await makeMap(task, context)
  expect(readMap(out)).toEqual(once)
})

test('cancelled, it leaves nothing behind', async () => {
  const { task, out, controller, context } = await setup('umap')
  const report = (): void => controller.abort()
  await expect(makeMap(task, { ...context, report })).rejects.toMatchObject({
    code: 'job/cancelled'
  })
  expect(existsSync(out)).toBe(false)
  expect(readdirSync(task.model.folder)).not.toContain('map.json.part')
})

test('a map that is gone or damaged, and a model that is gone, are a sentence each', async () => {
  const { task, out, studied, shelf, context } = await setup('pca')
  expect(() => readMap(out)).toThrow(/cannot be read .* delete the map and make it again\.$/)
  writeFileSync(out, '{"format":"something else"}')
  expect(() => readMap(out)).toThrow('its format is "something else"')
  await expect(placeOnMap(studied, out, [], shelf)).rejects.toMatchObject({
    code: 'map/unreadable'
  })
  rmSync(studied.file)
  await expect(makeMap(task, context)).rejects.toMatchObject({ code: 'checkpoint/unreadable' })
})
