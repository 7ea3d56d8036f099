import type { RunConfig } from '../contract/run-config.ts'
import { capture, type Captured } from '../engine/capture.ts'
import { isOptimizerState } from '../engine/optimizers/optimizer.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { createVariables } from '../engine/variables.ts'
import { createFamily } from '../gan/family.ts'
import { readCheckpoint } from '../training/checkpoint.ts'

/** A generator ready to draw, and the checkpoint it holds. */
export interface LoadedGenerator {
  graph: Pick<Captured<'sample'>, 'run'>
  config: RunConfig
}

/** Keeps the last generator loaded, and moves to another checkpoint of the same shape without rebuilding. */
export interface GeneratorShelf {
  /** Throws `checkpoint/*`. */
  load(file: string): LoadedGenerator
  dispose(): void
}

/** Starts with nothing loaded. */
export function createGeneratorShelf(): GeneratorShelf {
  let held:
    { shape: string; file: string; config: RunConfig; graph: Captured<'sample'> } | undefined
  return {
    load(file) {
      if (held?.file === file) return held
      const { config, variables } = readCheckpoint(file)
      const shape = shapeOf(config)
      if (held?.shape !== shape) {
        held?.graph.dispose()
        held = undefined
        held = { shape, file, config, graph: build(config) }
      }
      // Until all weights are written it is no checkpoint's generator.
      held = { ...held, file: '' }
      held.graph.write(generatorOf(variables))
      held = { ...held, file, config }
      return held
    },
    dispose() {
      held?.graph.dispose()
      held = undefined
    }
  }
}

function build(config: RunConfig): Captured<'sample'> {
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  return capture({ sample: family.sample }, state)
}

// What decides the generator's graph; checkpoints that agree on it can take each other's place.
function shapeOf({
  family,
  size,
  channels,
  latent,
  generatorFilters,
  emaImages
}: RunConfig): string {
  return JSON.stringify([family, size, channels, latent, generatorFilters, emaImages > 0])
}

function generatorOf(variables: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  return new Map(
    [...variables].filter(([name]) => name.startsWith('generator/') && !isOptimizerState(name))
  )
}
