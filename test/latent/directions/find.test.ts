import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DirectionsTask } from '../../../src-main/contract/analyst.ts'
import type { DirectionSource } from '../../../src-main/contract/latent.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { drawLatents } from '../../../src-main/gan/pictures.ts'
import { dot } from '../../../src-main/latent/directions/algebra.ts'
import { findDirections } from '../../../src-main/latent/directions/find.ts'
import { createSketcherShelf } from '../../../src-main/latent/map/sketcher.ts'
import { livelyModel } from '../../exports/models/lively-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

async function setup() {
  const model = await livelyModel({ latentDistribution: 'normal' })
  const folder = temporaryFolder()
  const studied = {
    ...model,
    sha256: 'cd'.repeat(32),
    folder,
    cacheFolder: join(folder, 'set'),
    excluded: []
  }
  const shelf = createSketcherShelf()
  onTestFinished(shelf.dispose)
  const controller = new AbortController()
  const progress: number[] = []
  const report = (done: number, total: number): void => void progress.push(done / total)
  const latents = drawLatents(model.config, createRandom(3, STREAMS.samples), 40)
  return {
    studied,
    progress,
    controller,
    latents: latents.map((z) => [...z]),
    find: (source: DirectionSource, vectors: DirectionsTask['vectors'] = {}) =>
      findDirections(
        { job: 'j', model: studied, source, vectors },
        { report, signal: controller.signal, shelf }
      )
  }
}

test('every source gives directions of length 1 with a range, told step by step', async () => {
  const { find, latents, progress } = await setup()
  const [yes, no] = [latents.filter((z) => z[0]! > 0), latents.filter((z) => z[0]! <= 0)]
  const a = { name: 'a', vector: [1, 0, 0, 0, 0, 0] }
  const b = { name: 'b', vector: [0.6, 0.8, 0, 0, 0, 0] }
  const found = [
    await find({ kind: 'difference', plus: yes, minus: no, corrected: true }),
    await find({ kind: 'labelled', yes, no }),
    await find({ kind: 'components', count: 3 }),
    await find({ kind: 'dimension', dimension: 4 }),
    await find({ kind: 'orthogonal', direction: 'b', against: ['a'] }, { a, b }),
    await find(
      {
        kind: 'combination',
        parts: [
          { direction: 'a', weight: 1 },
          { direction: 'b', weight: -0.5 }
        ]
      },
      { a, b }
    )
  ]
  for (const { vector, least, most } of found.flat()) {
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6)
    expect(least).toBeLessThan(0)
    expect(most).toBeGreaterThan(0)
  }
  const [difference, labelled, components, dimension, orthogonal, combination] = found
  expect(difference![0]!.facts.words).toMatch(/with no labels to correct it by$/)
  // The first number is what they were sorted by.
  expect(difference![0]!.vector[0]).toBeGreaterThan(0.8)
  expect(labelled![0]!.vector[0]).toBeGreaterThan(0.8)
  expect(labelled![0]!.facts).toMatchObject({ source: 'labelled', samples: 40 })
  expect(labelled![0]!.facts.accuracy).toBeGreaterThan(0.7)
  expect(labelled![0]!.facts.confidentAccuracy).toBeGreaterThanOrEqual(
    labelled![0]!.facts.accuracy!
  )
  const shares = components!.map(({ facts }) => facts.explained!)
  expect(shares).toEqual([...shares].sort((one, other) => other - one))
  expect(shares.reduce((sum, share) => sum + share)).toBeLessThanOrEqual(1)
  expect(dimension!.map(({ name, vector }) => [name, vector])).toEqual([
    ['Dimension 5', [0, 0, 0, 0, 1, 0]]
  ])
  expect(orthogonal![0]!.name).toBe('b without a')
  expect(dot(orthogonal![0]!.vector, a.vector)).toBeCloseTo(0, 9)
  expect(combination![0]!.name).toBe('a − 0.5 b')
  expect(progress.at(-1)).toBe(1)
})

test('found again, a direction is the same', async () => {
  const { find } = await setup()
  const once = await find({ kind: 'components', count: 2 })
  expect(await find({ kind: 'components', count: 2 })).toEqual(once)
})

test('few samples are a warning; what gives no direction is a sentence each', async () => {
  const { find, latents } = await setup()
  const [z] = latents
  const few = await find({ kind: 'labelled', yes: latents.slice(0, 2), no: latents.slice(2, 4) })
  expect(few[0]!.facts.words).toMatch(/4 samples that you sorted; with fewer than 10 of a kind/)
  const a = { name: 'a', vector: [1, 0, 0, 0, 0, 0] }
  const other = { name: 'other', vector: [1, 0] }
  const same: DirectionSource = { kind: 'difference', plus: [z!], minus: [z!], corrected: false }
  await expect(find(same)).rejects.toThrow('have the same mean; choose others.')
  const alone = { kind: 'labelled', yes: latents, no: [] } as const
  await expect(find({ ...alone, no: [] })).rejects.toThrow('40 samples with it and 0 without')
  await expect(find({ kind: 'dimension', dimension: 6 })).rejects.toThrow(
    'no dimension 7; it has 6'
  )
  const parallel = { kind: 'orthogonal', direction: 'a', against: ['b'] } as const
  await expect(
    find({ ...parallel, against: ['b'] }, { a, b: { ...a, name: 'b' } })
  ).rejects.toThrow('Nothing is left of “a” without “b”')
  await expect(find({ ...parallel, against: ['b'] }, { a, b: other })).rejects.toThrow(
    "“other” has 2 numbers and the model's latents have 6; it belongs to another model"
  )
})

test('a label needs a data set, and a model that draws it', async () => {
  const { find, studied } = await setup()
  const colour = (attribute: string, value: string): DirectionSource => ({
    kind: 'attribute',
    attribute,
    values: [value],
    samples: 200
  })
  await expect(find(colour('colour', 'red'))).rejects.toMatchObject({
    code: expect.stringMatching(/^cache\//) as string
  })
  const { cacheFolder } = studied
  await buildSampleSet({ kind: 'shapes', size: 16, count: 300, seed: 1, cacheFolder })
  await expect(find(colour('hat', 'red'))).rejects.toThrow(
    'The data set has no label “hat”; it has'
  )
  await expect(find(colour('colour', 'plaid'))).rejects.toThrow('has no value “plaid”')
})

test('cancelled, it says so', async () => {
  const { find, controller } = await setup()
  controller.abort()
  await expect(find({ kind: 'components', count: 2 })).rejects.toMatchObject({
    code: 'job/cancelled'
  })
})
