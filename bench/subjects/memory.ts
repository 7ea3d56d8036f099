import { memory } from '@tensorflow/tfjs-core'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { engine, startEngine } from '../../src-main/engine/tensorflow.ts'
import { createTrainingModel } from '../../src-main/training/model.ts'

// Small, so that what one call leaves behind is not lost in what a large network moves about.
const SMALL = { size: 16, batch: 4, generatorFilters: 8, discriminatorFilters: 8 }
const SAMPLES = 100

// A captured training step again and again: node memory.ts <device> <steps> <warm-up steps>
const [device, steps = '', warmUp = ''] = process.argv.slice(2)
await startEngine(device as 'cpu' | 'gpu')
const config = resolveConfig('dcgan', SMALL)
const model = createTrainingModel(config)
const random = createRandom(1, 2)
const batch = {
  real: new Float32Array(config.batch * config.size ** 2 * 3),
  latents: new Float32Array(config.batch * config.latent)
}
random.fillUniform(batch.real, -1, 1)
random.fillNormal(batch.latents)
const counts = () => ({
  native: engine().backend.binding.getNumOfTensors(),
  tfjs: memory().numTensors
})
// Before a sample, so that only what nobody can free is seen.
const resident = (): number => {
  globalThis.gc!()
  return process.memoryUsage.rss()
}

const every = Math.ceil(Number(steps) / SAMPLES)
const first = -Number(warmUp)
const at: number[] = []
const bytes: number[] = []
let before = counts()
// The warm-up is sampled too, so that the sampling itself is warm.
for (let i = first; i < Number(steps); i++) {
  const now = i % every === 0 ? resident() : undefined
  if (i === 0) before = counts()
  if (now !== undefined && i >= 0) {
    at.push(i)
    bytes.push(now)
  }
  model.step(batch as never, Math.max(i, 0))
}
const after = counts()
console.log(
  JSON.stringify({
    at,
    bytes,
    tensors: { native: after.native - before.native, tfjs: after.tfjs - before.tfjs }
  })
)
