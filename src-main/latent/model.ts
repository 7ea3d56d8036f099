import { statSync } from 'node:fs'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import { StudioError } from '../contract/errors.ts'
import { classNames, latentWidth } from '../contract/condition.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { capture, type Captured } from '../engine/capture.ts'
import { isOptimizerState } from '../engine/optimizers/optimizer.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { sizeOf } from '../engine/shape.ts'
import { createVariables } from '../engine/variables.ts'
import { slopeFunction } from './bends/slopes.ts'
import { createFamily } from '../gan/family.ts'
import { WALL } from '../gan/pictures.ts'
import { readCheckpoint } from '../training/checkpoint.ts'

// One picture, a wall of `WALL` pictures, or the slope of a score at one place.
type Drawing = 'sample' | 'wall' | 'slope'

/** A generator ready to draw, and the checkpoint it holds. */
export interface LoadedGenerator {
  graph: Pick<Captured<Drawing>, 'run'>
  config: RunConfig
}

/** Keeps the last generator loaded, and moves to another checkpoint of the same shape without rebuilding. */
export interface GeneratorShelf {
  /**
   * The generator of a checkpoint as its file is now; what is read of it is the generator alone, and the
   * system keeps that in memory. Throws `checkpoint/*`, also where the file is gone or another model's
   * than `expected`, and can draw others afterwards.
   */
  load(file: string, expected?: RunConfig): LoadedGenerator
  dispose(): void
}

interface Held extends LoadedGenerator {
  /** Empty while no checkpoint's generator is whole in the graph. */
  version: string
  shape: string
  graph: Captured<Drawing>
  /** Those that the graph draws with, by name. */
  weights: ReadonlyMap<string, readonly number[]>
}

/** Starts with nothing loaded. */
export function createGeneratorShelf(): GeneratorShelf {
  let held: Held | undefined
  return {
    load(file, expected) {
      const version = versionOf(file)
      if (version !== undefined && held?.version === version) return held
      const { config, variables } = readCheckpoint(file, isOfGenerator)
      const shape = shapeOf(config)
      if (expected && shapeOf(expected) !== shape) throw anotherModel(file)
      if (held?.shape !== shape) {
        held?.graph.dispose()
        held = undefined
        held = { version: '', shape, config, ...build(config) }
      }
      const weights = new Map<string, Float32Array>()
      for (const [name, dimensions] of held.weights) {
        const values = variables.get(name)
        if (values?.length !== sizeOf(dimensions)) throw incomplete(file, name)
        weights.set(name, values)
      }
      // Until all weights are written it is no checkpoint's generator.
      held = { ...held, version: '' }
      held.graph.write(weights)
      held = { ...held, version: version ?? '', config }
      return held
    },
    dispose() {
      held?.graph.dispose()
      held = undefined
    }
  }
}

// Another file under the same name is another version. Undefined where there is none to be seen:
// reading it says why.
function versionOf(file: string): string | undefined {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true })
    return [file, ino, size, mtimeNs].join(' ')
  } catch {
    return undefined
  }
}

function build(config: RunConfig): Pick<Held, 'graph' | 'weights'> {
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const drawnWith = state.all().filter(({ name }) => isDrawnWith(name, config))
  const weights = new Map(drawnWith.map(({ name, shape }) => [name, shape]))
  const wall = {
    inputs: { latents: [WALL, latentWidth(config)] },
    step: ({ latents }: Record<string, Tensor>) => ({
      pictures: family.generate(latents as Tensor2D)
    })
  }
  const slope = slopeFunction(family, latentWidth(config), 1)
  return { weights, graph: capture({ sample: family.sample, wall, slope }, state) }
}

// What decides the generator's graph; checkpoints that agree on it can take each other's place.
function shapeOf(config: RunConfig): string {
  const { family, size, channels, latent, generatorFilters, residualBlocks, emaImages } = config
  const networks = [family, size, channels, latent, generatorFilters, residualBlocks]
  const classes = classNames(config)
  return JSON.stringify([...networks, emaImages > 0, classes])
}

function isOfGenerator(name: string): boolean {
  return name.startsWith('generator/') && !isOptimizerState(name)
}

// Where averages are kept, they draw, and the weights themselves do not.
function isDrawnWith(name: string, { emaImages }: RunConfig): boolean {
  return isOfGenerator(name) && (emaImages === 0 || name.startsWith('generator/average/'))
}

function incomplete(file: string, name: string): StudioError {
  return new StudioError(
    'checkpoint/damaged',
    `"${file}" is damaged ("${name}" is missing, or of another length); take another checkpoint.`
  )
}

function anotherModel(file: string): StudioError {
  return new StudioError(
    'checkpoint/another-model',
    `"${file}" has been replaced by a checkpoint of another model; put it back, or take another checkpoint.`
  )
}
