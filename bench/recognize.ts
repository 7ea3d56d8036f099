import { join } from 'node:path'
import { createRandom, STREAMS } from '../src-main/engine/random.ts'
import { startEngine } from '../src-main/engine/tensorflow.ts'
import { drawLatents, drawPictures } from '../src-main/gan/pictures.ts'
import { likeliest } from '../src-main/latent/classifier/classifier.ts'
import { trainClassifier } from '../src-main/latent/classifier/train.ts'
import { createGeneratorShelf } from '../src-main/latent/model.ts'

const SAMPLES = 500
// A sample counts where the classifier is this sure of one value.
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
const context = { report: () => undefined, signal: new AbortController().signal }
const classifier = await trainClassifier({ cacheFolder, excluded: [] }, context)

const { graph, config } = createGeneratorShelf().load(checkpoint)
const latents = drawLatents(config, createRandom(1, STREAMS.samples), SAMPLES)
const found = classifier.classify(drawPictures(graph, latents))
classifier.attributes.forEach(({ attribute, values, accuracy }, head) => {
  const best = likeliest(found[head]!, values.length)
  const isSure = (sample: number): boolean =>
    found[head]![sample * values.length + best[sample]!]! >= SURE
  const counts = values.map(
    (_, value) => best.filter((one, sample) => one === value && isSure(sample)).length
  )
  console.log(
    JSON.stringify({
      bench: 'recognize',
      attribute,
      checkpoint: join('…', checkpoint.split('/').slice(-4).join('/')),
      held_out_accuracy: accuracy,
      samples: SAMPLES,
      classes: values.length,
      found: counts.filter((count) => count > 0).length,
      found_at_least_5_times: counts.filter((count) => count >= 5).length,
      sure_share: counts.reduce((sum, count) => sum + count, 0) / SAMPLES,
      counts: Object.fromEntries(values.map((value, place) => [value, counts[place]]))
    })
  )
})
