import {
  reshape,
  sum,
  tensor,
  tidy,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { createGraph } from '../../src-main/engine/graph.ts'
import { leakyRelu, relu } from '../../src-main/engine/operations/activations.ts'
import { biasAdd } from '../../src-main/engine/operations/bias.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { dense } from '../../src-main/engine/operations/dense.ts'
import { recordFunction } from '../../src-main/engine/recorder.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
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
