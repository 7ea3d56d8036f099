import {
  add,
  mul,
  reshape,
  softplus,
  square,
  sub,
  sum,
  tensor,
  tidy,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { capture } from '../../src-main/engine/capture.ts'
import { gradientsAt } from '../../src-main/engine/gradients.ts'
import { createGraph } from '../../src-main/engine/graph.ts'
import { leakyRelu, relu } from '../../src-main/engine/operations/activations.ts'
import { biasAdd } from '../../src-main/engine/operations/bias.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { dense } from '../../src-main/engine/operations/dense.ts'
import { recordFunction } from '../../src-main/engine/recorder.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { gradients, randomTensor } from './finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

// Grappler fuses a convolution or a product with the bias and the activation behind it only while
// nothing else, such as a gradient, uses what lies between them.
it.each<[string, (x: Tensor4D) => Tensor4D]>([
  ['leakyRelu', (x) => leakyRelu(x, 0.2)],
  ['relu', relu]
])('layers with bias and %s can be fused in a step that trains them', (_, activation) => {
  const graph = createGraph()
  tidy(() => {
    const weights = [
      randomTensor([3, 3, 2, 4], 1),
      randomTensor([4], 2),
      randomTensor([64, 3], 3),
      randomTensor([3], 4)
    ]
    const loss = (...[kernel, bias, judge, offset]: Tensor[]): Tensor => {
      const pictures = tensor(new Float32Array(2 * 4 * 4 * 2), [2, 4, 4, 2]) as Tensor4D
      const hidden = convolution(pictures, kernel as Tensor4D, { stride: 1, padding: 'SAME' })
      const x = activation(biasAdd(hidden, bias as Tensor1D))
      const flat = reshape<Rank.R2>(x, [2, 64])
      return sum(relu(dense(flat, judge as Tensor2D, offset as Tensor1D)))
    }
    recordFunction(graph, weights, () => gradients(loss, weights))
  })
  const consumers = (name: string): string[] =>
    graph.nodes
      .filter(({ inputs }) => inputs.some((input) => input.startsWith(`${name}:`)))
      .map(({ operation }) => operation)
  for (const { name, operation } of graph.nodes) {
    if (operation === 'Conv2D') expect(consumers(name)).toEqual(['BiasAdd'])
    if (operation === 'BiasAdd') expect(consumers(name)).toHaveLength(1)
  }
  const names = graph.nodes.map(({ operation }) => operation)
  expect(names.filter((operation) => operation === 'BiasAdd')).toHaveLength(2)
})

// TensorFlow fuses the two gradients of a layer that share what comes from above, its filter's and its bias's.
// Where one is computed from the other, as when a step is differentiated, that would wait for itself.
it('a gradient through a step of convolutions with biases runs captured as it does eagerly', () => {
  const shapes = [[3, 3, 2, 4], [4], [3, 3, 4, 4], [4]]
  const pictures = randomTensor([2, 4, 4, 2], 9) as Tensor4D
  const loss = ([first, firstBias, second, secondBias]: readonly Tensor[]): Scalar => {
    const layer = (x: Tensor4D, kernel: Tensor, bias: Tensor): Tensor4D => {
      const mixed = convolution(x, kernel as Tensor4D, { stride: 1, padding: 'SAME' })
      return leakyRelu(biasAdd(mixed, bias as Tensor1D), 0.2)
    }
    const [x] = inputs
    const seen = layer(layer(x as Tensor4D, first!, firstBias!), second!, secondBias!)
    return sum(softplus(seen))
  }
  // With a penalty on what the pictures change, so that the gradients of gradients share it too.
  const penalised = (values: readonly Tensor[]): Scalar => {
    const [slope] = gradientsAt(inputs, () => ({ loss: loss(values) })).gradients
    return add(loss(values), sum(square(slope!)))
  }
  let inputs: Tensor[] = [pictures]
  const unrolled = (values: readonly Tensor[]): Tensor[] =>
    gradientsAt(values, () => {
      let moved = values
      for (let step = 0; step < 2; step++) {
        const slopes = gradientsAt(moved, () => ({ loss: penalised(moved) })).gradients
        moved = moved.map((value, at) => sub(value, mul(slopes[at]!, 0.05)))
      }
      return { loss: loss(moved) }
    }).gradients
  const values = shapes.map((shape, at) => randomTensor(shape, at + 1))
  const arrays = (tensors: readonly Tensor[]): number[] =>
    tensors.flatMap((each) => [...(each.dataSync() as Float32Array)])
  const eager = arrays(unrolled(values))
  const names = ['pictures', 'a', 'b', 'c', 'd']
  const graph = capture(
    {
      slopes: {
        inputs: Object.fromEntries(
          names.map((name, at) => [name, [pictures.shape, ...shapes][at]!])
        ),
        step: (given) => {
          inputs = [given['pictures']!]
          const found = unrolled(names.slice(1).map((name) => given[name]!))
          return Object.fromEntries(found.map((each, at) => [names[at + 1]!, each]))
        }
      }
    },
    createVariables()
  )
  const feeds = [pictures, ...values].map((each) => each.dataSync() as Float32Array)
  const found = graph.run.slopes(Object.fromEntries(names.map((name, at) => [name, feeds[at]!])))
  const captured = names.slice(1).flatMap((name) => [...found[name]!])
  graph.dispose()
  const scale = Math.max(...eager.map(Math.abs))
  captured.forEach((value, at) => expect(Math.abs(value - eager[at]!) / scale).toBeLessThan(1e-4))
})
