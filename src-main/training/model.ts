import { imagesPerStep } from '../contract/images-per-step.ts'
import type { MetricRow, StepNumbers } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { capture, type Arrays, type Captured } from '../engine/capture.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { createVariables } from '../engine/variables.ts'
import { createFamily } from '../gan/family.ts'
import { fixedPlaces } from '../gan/fixed-places.ts'
import type { FeedBatch } from './feed-memory.ts'
import { learnerAt } from './learner.ts'
import { averageShare, instanceNoise, learningRate, valueAt } from './schedule.ts'

/** What a row of metrics has beside them: how the model stands. */
export type Standing = Required<
  Pick<
    MetricRow,
    'generatorWeights' | 'discriminatorWeights' | 'generatorRate' | 'discriminatorRate'
  >
>

/** A model in training: its captured graph and what feeds it. */
export interface TrainingModel {
  graph: Captured<'train' | 'sample'>
  shapes: ReadonlyMap<string, readonly number[]>
  /** The places of the grid that is drawn again and again. */
  fixed: Float32Array[]
  /** One training step on a batch; `images` have been seen before it. */
  step(batch: FeedBatch, images: number): StepNumbers
  /** Norms of its weights, and the learning rates of the last step. */
  stand(): Standing
  dispose(): void
}

/** Builds and captures the networks of a config with fresh weights. */
export function createTrainingModel(config: RunConfig): TrainingModel {
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const shapes = new Map(state.all().map((variable) => [variable.name, variable.shape]))
  const { train, sample, weigh, others } = family
  const functions = { train, sample, weigh, ...others }
  const graph = capture<string>(functions, state)

  const scalars = {
    generatorRate: new Float32Array(1),
    discriminatorRate: new Float32Array(1),
    averageShare: new Float32Array(1),
    chance: new Float32Array(1),
    noise: new Float32Array(1)
  }
  const generatorRate = learningRate(config, config.generatorRate)
  const discriminatorRate = learningRate(config, config.discriminatorRate)
  const noise = instanceNoise(config)
  return {
    graph: graph as TrainingModel['graph'],
    shapes,
    fixed: fixedPlaces(config),
    step({ real, latents, classes }, images) {
      scalars.generatorRate[0] = valueAt(generatorRate, images)
      scalars.discriminatorRate[0] = valueAt(discriminatorRate, images)
      scalars.averageShare[0] = averageShare(config, images)
      scalars.chance[0] = chanceOf(config, images)
      scalars.noise[0] = valueAt(noise, images)
      const accuracy = graph.run['accuracy']?.({})['accuracy']![0] ?? 0
      const step = graph.run[learnerAt(config, images, accuracy)]!
      return numbersOf(step({ real, latents, classes, ...scalars }))
    },
    stand: () => {
      const norms = graph.run['weigh']!({})
      return {
        generatorWeights: norms['generatorWeights']![0]!,
        discriminatorWeights: norms['discriminatorWeights']![0]!,
        generatorRate: scalars.generatorRate[0]!,
        discriminatorRate: scalars.discriminatorRate[0]!
      }
    },
    dispose: () => graph.dispose()
  }
}

// A whole number below 2^24 of the step that begins after so many images: it follows from nothing else,
// so a run that stops and goes on draws what one that never stopped draws.
function chanceOf(config: RunConfig, images: number): number {
  const random = createRandom(config.seed, STREAMS.augmentation)
  random.restore({ ...random.state(), drawn: images / imagesPerStep(config) })
  return random.uniform() * 2 ** 24
}

const GRADIENTS = ['generatorGradient', 'discriminatorGradient'] as const

function numbersOf(outputs: Arrays): StepNumbers {
  const only = (name: keyof StepNumbers): number => outputs[name]![0]!
  const [generatorGradient, discriminatorGradient] = GRADIENTS.map((name) => outputs[name]?.[0])
  return {
    ...(generatorGradient !== undefined && { generatorGradient }),
    ...(discriminatorGradient !== undefined && { discriminatorGradient }),
    generatorLoss: only('generatorLoss'),
    discriminatorLoss: only('discriminatorLoss'),
    realAccuracy: only('realAccuracy'),
    fakeAccuracy: only('fakeAccuracy')
  }
}
