import { join } from 'node:path'
import { openCache, type Cache } from '../src-main/datasets/cache.ts'
import { createRandom, STREAMS } from '../src-main/engine/random.ts'
import { startEngine } from '../src-main/engine/tensorflow.ts'
import { drawLatents, drawPictures } from '../src-main/gan/pictures.ts'
import { createGeneratorShelf } from '../src-main/latent/model.ts'
import { BATCH, createClassifier } from './recognizer/network.ts'

const EPOCHS = 40
const HELD_OUT = 0.2
const SAMPLES = 500
// A sample counts where the classifier is this sure of one object.
const SURE = 0.9

/**
 * How many of a labelled data set's classes a model draws: a classifier is trained on the real
 * pictures, judged on held-out ones, then asked about samples.
 * `node bench/recognize.ts <cache folder> <checkpoint file>`
 */
await startEngine()
const [cacheFolder, checkpoint] = process.argv.slice(2)
if (!cacheFolder || !checkpoint) {
  console.error(
    'Usage: node bench/recognize.ts <project>/datasets/<id> <project>/runs/<id>/checkpoints/<images>.safetensors'
  )
  process.exit(2)
}
const cache = openCache(cacheFolder)
const { classify, heldOut, names } = trainClassifier(cache)

const shelf = createGeneratorShelf()
const { graph, config } = shelf.load(checkpoint)
const latents = drawLatents(config, createRandom(1, STREAMS.samples), SAMPLES)
const verdicts = classify(drawPictures(graph, latents))
const counts = names.map((name, label) => ({
  name,
  best: verdicts.filter((verdict) => verdict.label === label).length,
  sure: verdicts.filter((verdict) => verdict.label === label && verdict.probability >= SURE).length
}))
console.log(
  JSON.stringify({
    bench: 'recognize',
    checkpoint: join('…', checkpoint.split('/').slice(-4).join('/')),
    held_out_accuracy: heldOut,
    samples: SAMPLES,
    classes: names.length,
    found: counts.filter(({ sure }) => sure > 0).length,
    found_at_least_5_times: counts.filter(({ sure }) => sure >= 5).length,
    sure_share: counts.reduce((sum, { sure }) => sum + sure, 0) / SAMPLES,
    counts: Object.fromEntries(counts.map(({ name, sure }) => [name, sure]))
  })
)

interface Verdict {
  label: number
  probability: number
}

function trainClassifier(cache: Cache): {
  classify(pictures: Uint8Array[]): Verdict[]
  heldOut: number
  names: string[]
} {
  const labels = Array.from({ length: cache.count }, (_, i) => cache.labels(i)['label'] ?? '')
  const names = [...new Set(labels)].sort()
  const random = createRandom(1, 51)
  const order = shuffled(cache.count, random.integer)
  const split = Math.round(cache.count * HELD_OUT)
  const [testing, training] = [order.slice(0, split), order.slice(split)]
  const model = createClassifier(cache.size, names.length)
  const pictures = new Float32Array(BATCH * cache.size ** 2 * 3)
  const length = cache.size ** 2 * 3
  const bytes = new Uint8Array(length)
  const readAt = (index: number): Uint8Array => {
    cache.read([index], bytes)
    return bytes.slice()
  }
  const fill = (batch: readonly Uint8Array[]): void =>
    batch.forEach((picture, row) => {
      for (let i = 0; i < length; i++) pictures[row * length + i] = picture[i]! / 127.5 - 1
    })

  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const mixed = shuffled(training.length, random.integer).map((i) => training[i]!)
    for (let from = 0; from + BATCH <= mixed.length; from += BATCH) {
      const batch = mixed.slice(from, from + BATCH)
      fill(batch.map(readAt))
      const wanted = new Float32Array(BATCH * names.length)
      batch.forEach((index, row) => {
        wanted[row * names.length + names.indexOf(labels[index]!)] = 1
      })
      model.run.train({ pictures, wanted, rate: Float32Array.of(1e-3) })
    }
  }
  const classify = (all: Uint8Array[]): Verdict[] => {
    const verdicts: Verdict[] = []
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH)
      fill(batch)
      const { probabilities } = model.run.classify({ pictures })
      batch.forEach((_, row) => {
        const own = probabilities!.subarray(row * names.length, (row + 1) * names.length)
        const label = own.indexOf(Math.max(...own))
        verdicts.push({ label, probability: own[label]! })
      })
    }
    return verdicts
  }
  const judged = classify(testing.map(readAt))
  const right = judged.filter(({ label }, i) => names[label] === labels[testing[i]!]).length
  return { classify, heldOut: right / testing.length, names }
}

function shuffled(count: number, integer: (below: number) => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
