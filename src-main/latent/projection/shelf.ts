import type { RunConfig } from '../../contract/run-config.ts'
import { startEngine } from '../../engine/tensorflow.ts'
import { readCheckpoint } from '../../training/checkpoint.ts'
import { createModelShelf, type ModelShelf } from '../model-shelf.ts'
import { encoderFile, readEncoder, saveEncoder } from './encoder-file.ts'
import { learnEncoder } from './learn.ts'
import { captureProjector, type Projector } from './projector.ts'

/** A model ready to look for pictures. */
export interface OpenProjector {
  projector: Projector
  config: RunConfig
  dispose(): void
}

/**
 * Loads a checkpoint and its encoder, which is trained and kept the first time; `report` tells that
 * training's steps. Throws `checkpoint/*`.
 */
export type ProjectorShelf = ModelShelf<OpenProjector>

/** Starts with nothing loaded; `steps` is how long an encoder is trained, for tests. */
export function createProjectorShelf(steps?: number): ProjectorShelf {
  return createModelShelf(async (model, context) => {
    const { config } = model
    await startEngine(config.device)
    const { variables } = readCheckpoint(model.file)
    const projector = captureProjector(config, variables)
    try {
      const file = encoderFile(model)
      const saved = readEncoder(file)
      if (saved) projector.write(saved)
      else {
        await learnEncoder(projector, config, { ...context, ...(steps !== undefined && { steps }) })
        saveEncoder(file, projector.read())
      }
    } catch (error) {
      projector.dispose()
      throw error
    }
    return { projector, config, dispose: () => projector.dispose() }
  })
}
