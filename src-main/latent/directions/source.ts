import type { DirectionsTask, FoundDirection } from '../../contract/analyst.ts'
import type { DirectionSource } from '../../contract/latent.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Model } from './model.ts'

/** A direction before its range is known; its vector has length 1. */
export type Bare = Omit<FoundDirection, 'least' | 'most'>

/** What a source is given beside its task. */
export interface SourceContext {
  /** Tells how much of its own part is done. */
  report(done: number, total: number): void
  signal: AbortSignal
  breathe: Breathe
  model: Model
}

/** The task of one kind of source. */
export type TaskOf<Kind extends DirectionSource['kind']> = Omit<DirectionsTask, 'source'> & {
  source: Extract<DirectionSource, { kind: Kind }>
}

/** Finds the directions of one kind of source. */
export type Source<Kind extends DirectionSource['kind']> = (
  task: TaskOf<Kind>,
  context: SourceContext
) => Bare[] | Promise<Bare[]>
