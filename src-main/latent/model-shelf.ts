import type { StudiedModel } from '../contract/analyst.ts'
import type { Breathe } from '../datasets/breathe.ts'

/** What surrounds the making of something that takes a while. */
export interface MakingContext {
  /** Tells steps done. */
  report: (done: number) => void
  breathe: Breathe
}

/** Keeps what was made of the last model, so that it need not be made again for the next question. */
export interface ModelShelf<Made> {
  /** Of the same checkpoint what is there, of another what is made now; rejects with what making throws. */
  open(model: StudiedModel, context: MakingContext): Promise<Made>
  dispose(): void
}

/** Starts with nothing made. */
export function createModelShelf<Made extends { dispose(): void }>(
  make: (model: StudiedModel, context: MakingContext) => Promise<Made>
): ModelShelf<Made> {
  let held: { sha256: string; made: Made } | undefined
  const dispose = (): void => {
    held?.made.dispose()
    held = undefined
  }
  return {
    async open(model, context) {
      if (held?.sha256 === model.sha256) return held.made
      dispose()
      const made = await make(model, context)
      held = { sha256: model.sha256, made }
      return made
    },
    dispose
  }
}
