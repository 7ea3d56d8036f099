import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildSampleSet } from '../../src-main/datasets/samples/build.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { drawLatents, drawPictures } from '../../src-main/gan/pictures.ts'
import { combineTerms } from '../../src-main/latent/arithmetic.ts'
import { likeliest } from '../../src-main/latent/classifier/classifier.ts'
import { trainClassifier } from '../../src-main/latent/classifier/train.ts'
import { createGeneratorShelf } from '../../src-main/latent/model.ts'
import { steadyArithmetic, steeringOf, wantedOf } from '../../src-main/latent/steady-arithmetic.ts'
import { STARTS } from '../../src-main/latent/steering.ts'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { livelyModel } from '../exports/models/lively-model.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function steeredModel() {
  const { config, file } = await livelyModel({ latentDistribution: 'normal' })
  const cacheFolder = join(temporaryFolder(), 'shapes')
  await buildSampleSet({ kind: 'shapes', size: 16, count: 400, seed: 1, cacheFolder })
  const classifier = await trainClassifier(
    { cacheFolder, excluded: [], attributes: ['position'] },
    { report: () => undefined, signal: new AbortController().signal }
  )
  const { graph } = createGeneratorShelf().load(file)
  const draw = (latents: readonly Float32Array[]) => drawPictures(graph, latents)
  const steering = steeringOf(config, readCheckpoint(file).variables, classifier)
  const chances = (latents: readonly Float32Array[]) => classifier.classify(draw(latents))[0]!
  const samples = drawLatents(config, createRandom(4, STREAMS.samples), 200)
  return { classifier, steering, draw, chances, samples }
}

it('follows the slope of what a classifier sees to what the terms show together', async () => {
  const { classifier, steering, draw, chances, samples } = await steeredModel()
  const { length } = classifier.attributes[0]!.values

  // Along the slope itself, held against a finite difference; pictures are of bytes, so the step is wide.
  const starts = samples.slice(0, STARTS)
  const flat = Float32Array.from(starts.flatMap((z) => [...z]))
  const slope = steering.gradient(flat, [2])
  const steepness = Math.hypot(...slope)
  const WIDTH = 0.1
  const lossAt = (step: number): number => {
    const moved = starts.map((z, row) =>
      z.map((value, i) => value + (step * slope[row * z.length + i]!) / steepness)
    )
    const found = chances(moved)
    return moved.reduce((sum, _, row) => sum - Math.log(found[row * length + 2]!), 0)
  }
  const measured = (lossAt(WIDTH) - lossAt(-WIDTH)) / (2 * WIDTH)
  expect(Math.abs(measured / steepness - 1)).toBeLessThan(0.15)

  const shown = [...likeliest(chances(samples), length)]
  const kinds = [...new Set(shown)]
  expect(kinds.length).toBeGreaterThan(1)
  const showing = (kind: number, count: number): number[][] =>
    samples
      .filter((_, i) => shown[i] === kind)
      .slice(0, count)
      .map((z) => [...z])
  const sums = kinds.flatMap((wanted) =>
    kinds
      .filter((without) => without !== wanted)
      .map((without) => {
        const terms = [
          { weight: 1, latents: showing(wanted, 3) },
          { weight: -1, latents: showing(without, 3) },
          { weight: 1, latents: showing(without, 1) }
        ]
        return { wanted, terms, plain: chances([combineTerms(terms).result])[wanted]! }
      })
  )
  // Where the vectors alone do worst.
  const { wanted, terms, plain } = sums.reduce((a, b) => (b.plain < a.plain ? b : a))
  expect(plain).toBeLessThan(0.5)
  const base = Float32Array.from(terms[2]!.latents[0]!)
  expect(wantedOf(terms, base, { classifier, draw })).toEqual([wanted])
  const found = await steadyArithmetic({ classifier, steering, draw }, terms, () => undefined)
  const steady = chances([found])[wanted]!
  expect(steady).toBeGreaterThan(0.5)
  steering.dispose()
  classifier.dispose()
})
