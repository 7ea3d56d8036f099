import { tensor } from '@tensorflow/tfjs-core'
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers'
import type { CaseSettings } from '../cases/case.ts'

const SMALLEST = 4
const COLOURS = 3
const NORM = { epsilon: 1e-5, momentum: 0.9 }

type Weights = ReadonlyMap<string, Float32Array>

/** The generator of the DCGAN case in tfjs's layers, with the given weights. */
export function createGenerator(settings: CaseSettings, weights: Weights): LayersModel {
  const size = Number(settings['size'])
  const model = sequential()
  const norm = (name: string): void => {
    model.add(layers.batchNormalization({ ...NORM, name: `generator/${name}/norm` }))
    model.add(layers.reLU())
  }
  const widest = weights.get('generator/project/norm/scale')!.length
  model.add(
    layers.dense({
      units: SMALLEST ** 2 * widest,
      inputShape: [settings.latent],
      useBias: false,
      name: 'generator/project/kernel'
    })
  )
  model.add(layers.reshape({ targetShape: [SMALLEST, SMALLEST, widest] }))
  norm('project')
  let filters = widest
  for (let side = SMALLEST * 2; side <= size; side *= 2) {
    filters /= 2
    const last = side === size
    model.add(
      layers.conv2dTranspose({
        filters: last ? COLOURS : filters,
        kernelSize: 4,
        strides: 2,
        padding: 'same',
        useBias: false,
        ...(last && { activation: 'tanh' as const }),
        name: `generator/up${side}/kernel`
      })
    )
    if (!last) norm(`up${side}`)
  }
  return filled(model, weights)
}

/** The discriminator of the DCGAN case in tfjs's layers, with the given weights. */
export function createDiscriminator(settings: CaseSettings, weights: Weights): LayersModel {
  const size = Number(settings['size'])
  const model = sequential()
  let filters = Number(settings['discriminatorFilters'])
  for (let side = size / 2; side >= SMALLEST; side /= 2) {
    model.add(
      layers.conv2d({
        filters,
        kernelSize: 4,
        strides: 2,
        padding: 'same',
        useBias: false,
        ...(side === size / 2 && { inputShape: [size, size, COLOURS] }),
        name: `discriminator/down${side}/kernel`
      })
    )
    if (side < size / 2) {
      model.add(layers.batchNormalization({ ...NORM, name: `discriminator/down${side}/norm` }))
    }
    model.add(layers.leakyReLU({ alpha: 0.2 }))
    filters *= 2
  }
  model.add(layers.flatten())
  model.add(layers.dense({ units: 1, useBias: false, name: 'discriminator/judge/kernel' }))
  return filled(model, weights)
}

// Layers are named after the variables that they hold: a kernel, or the parts of a norm in this order.
const NORM_PARTS = ['scale', 'offset', 'running_mean', 'running_variance']

function filled(model: LayersModel, weights: Weights): LayersModel {
  for (const layer of model.layers) {
    const names = layer.name.endsWith('/norm')
      ? NORM_PARTS.map((part) => `${layer.name}/${part}`)
      : [layer.name]
    const shapes = layer.weights.map(({ shape }) => shape as number[])
    if (shapes.length === 0) continue
    layer.setWeights(shapes.map((shape, i) => tensor(weights.get(names[i]!)!, shape)))
  }
  return model
}
