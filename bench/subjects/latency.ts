import { add, type Tensor2D } from '@tensorflow/tfjs-core'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { capture, type Captured } from '../../src-main/engine/capture.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { drawLatents, drawPictures } from '../../src-main/gan/pictures.ts'
import { createTrainingModel } from '../../src-main/training/model.ts'

const CALLS = 10_000
const PICTURES = 300
const WARM_UP = 50

// How long the parts of a moment take: node latency.ts <device>
await startEngine(process.argv[2] as 'cpu' | 'gpu')
// First, while nothing is warm, as a person's first run meets it.
const capture64 = captureTime()
console.log(
  JSON.stringify({
    call: callTimes(),
    'picture-32': pictureTimes(32),
    'picture-64': pictureTimes(64),
    'capture-64': [capture64]
  })
)

// A graph that computes next to nothing: what remains is the call.
function callTimes(): number[] {
  const step = ({ x }: Record<string, unknown>) => ({ y: add(x as Tensor2D, 1) })
  const model: Captured<'trivial'> = capture(
    { trivial: { inputs: { x: [1] }, step } },
    createVariables()
  )
  const x = new Float32Array(1)
  if (model.run.trivial({ x })['y']![0] !== 1) throw new Error('The graph does not compute x + 1.')
  return times(CALLS, () => model.run.trivial({ x }))
}

// From z to the bytes of one picture, as the explorer draws while a slider moves.
function pictureTimes(size: 32 | 64): number[] {
  const config = resolveConfig('dcgan', { size })
  const state = createVariables()
  const { sample } = createFamily(config, state, createRandom(1, 1))
  const graph = capture({ sample }, state)
  const latents = drawLatents(config, createRandom(1, 2), PICTURES + WARM_UP)
  let index = 0
  const spent = times(PICTURES, () => drawPictures(graph, [latents[index++]!]))
  graph.dispose()
  return spent
}

// Networks, weights, capture, loading: until the first step can be asked for.
function captureTime(): number {
  const startedAt = performance.now()
  createTrainingModel(resolveConfig('dcgan', { size: 64 })).dispose()
  return performance.now() - startedAt
}

function times(count: number, work: () => unknown): number[] {
  for (let i = 0; i < WARM_UP; i++) work()
  return Array.from({ length: count }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
}
