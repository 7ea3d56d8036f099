import type { DirectionsTask, FoundDirection } from '../../contract/analyst.ts'
import { StudioError } from '../../contract/errors.ts'
import type { DirectionSource } from '../../contract/latent.ts'
import { createBreather } from '../../datasets/breathe.ts'
import type { SketcherShelf } from '../map/sketcher.ts'
import { unpackBend } from '../bends/file.ts'
import { fromAttribute } from './attribute.ts'
import { fromCombination } from './combination.ts'
import { fromComponents } from './components.ts'
import { fromDifference } from './difference.ts'
import { fromDimension } from './dimension.ts'
import { fromLabelled } from './labelled.ts'
import { modelOf } from './model.ts'
import { fromOrthogonal } from './orthogonal.ts'
import { createRangeFinder } from './range.ts'
import type { Source } from './source.ts'

/** What the finding of directions works with beside its task. */
export interface DirectionsContext {
  report(done: number, total: number): void
  signal: AbortSignal
  shelf: SketcherShelf
}

const SOURCES: { [Kind in DirectionSource['kind']]: Source<Kind> } = {
  difference: fromDifference,
  labelled: fromLabelled,
  attribute: fromAttribute,
  components: fromComponents,
  dimension: fromDimension,
  combination: fromCombination,
  orthogonal: fromOrthogonal
}

// In thousandths of all the work: what the source takes; the rest is trying how far its directions go.
const FOUND = 800
const TOTAL = 1_000

/**
 * Finds the directions of a source, each of length 1 with the strengths between which pictures stay pictures.
 * The same task gives the same directions. Throws `direction/*`, `classifier/*`, `checkpoint/*`, and
 * `job/cancelled` where the signal says so.
 */
export async function findDirections(
  task: DirectionsTask,
  { report, signal, shelf }: DirectionsContext
): Promise<FoundDirection[]> {
  const breathe = createBreather(signal)
  try {
    const { config } = task.model
    const model = modelOf(
      config,
      await shelf.open(task.model, { report: () => undefined, breathe })
    )
    // Each is given its own kind of task, which the table's types say and this one's cannot.
    const source = SOURCES[task.source.kind] as Source<DirectionSource['kind']>
    const bare = await source(task, {
      report: (done, total) => report((FOUND * done) / total, TOTAL),
      signal,
      breathe,
      model
    })
    const findRange = await createRangeFinder(model, breathe)
    const found: FoundDirection[] = []
    for (const direction of bare) {
      report(FOUND + ((TOTAL - FOUND) * found.length) / bare.length, TOTAL)
      const bend = direction.bend && unpackBend(direction.bend, direction.name)
      const range = await findRange({ vector: direction.vector, ...(bend && { bend }) }, breathe)
      found.push({ ...direction, ...range })
    }
    signal.throwIfAborted()
    report(TOTAL, TOTAL)
    return found
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  }
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'Finding directions was cancelled; nothing was kept.')
}
