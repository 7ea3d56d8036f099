import type { StudiedModel } from '../../contract/analyst.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { startEngine } from '../../engine/tensorflow.ts'
import { readCheckpoint } from '../../training/checkpoint.ts'
import { encoderFile, readEncoder, saveEncoder } from './encoder-file.ts'
import { learnEncoder } from './learn.ts'
import { captureProjector, type Projector } from './projector.ts'

/** A model ready to look for pictures. */
export interface OpenProjector {
  projector: Projector
  config: RunConfig
}

/** Keeps the projector of the last model, so that a second picture is looked for at once. */
export interface ProjectorShelf {
  /**
   * Loads a checkpoint and its encoder, which is trained and kept the first time; `report` tells that
   * training's steps. Throws `checkpoint/*`.
   */
  open(
    model: StudiedModel,
    context: { report: (done: number) => void; breathe: Breathe }
  ): Promise<OpenProjector>
  dispose(): void
}

/** Starts with nothing loaded; `steps` is how long an encoder is trained, for tests. */
export function createProjectorShelf(steps?: number): ProjectorShelf {
  let held: (OpenProjector & { sha256: string }) | undefined
  const dispose = (): void => {
    held?.projector.dispose()
    held = undefined
  }
  return {
    async open(model, context) {
      const { sha256, config } = model
      if (held?.sha256 === sha256) return held
      await startEngine(config.device)
      dispose()
      const { variables } = readCheckpoint(model.file)
      const projector = captureProjector(config, variables)
      try {
        const file = encoderFile(model)
        const saved = readEncoder(file)
        if (saved) projector.write(saved)
        else {
          await learnEncoder(projector, config, {
            ...context,
            ...(steps !== undefined && { steps })
          })
          saveEncoder(file, projector.read())
        }
      } catch (error) {
        projector.dispose()
        throw error
      }
      held = { projector, config, sha256 }
      return held
    },
    dispose
  }
}
