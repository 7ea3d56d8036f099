import type { AnalystEvents, FoundProjection, ProjectTask } from '../../contract/analyst.ts'
import { StudioError } from '../../contract/errors.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import { createBreather, type Breathe } from '../../datasets/breathe.ts'
import type { Arrays } from '../../engine/capture.ts'
import { descend, type Found, type Slope } from './descent.ts'
import { LEARNING_STEPS } from './learn.ts'
import { FINALISTS, type Projector } from './projector.ts'
import type { ProjectorShelf } from './shelf.ts'
import { chooseStarts } from './starts.ts'
import { fitTarget } from './target.ts'

/** What a projection works with beside its task. */
export interface ProjectContext {
  /** Units are steps of the encoder's training; see `SEARCH_UNITS`. */
  report(done: number, total: number): void
  onProjection: AnalystEvents['onProjection']
  signal: AbortSignal
  shelf: ProjectorShelf
}

// Two descents: all starts for a while, then the best of them with a smaller rate. Half as many steps end a
// twelfth farther; the seconds end it on a slow machine or at a large size, of the five a person may wait.
const FIRST = { steps: 30, seconds: 1.8, firstRate: 0.1, lastRate: 0.05 }
const SECOND = { steps: 200, seconds: 2.4, firstRate: 0.05, lastRate: 0.005 }
// What the search is of all progress, in steps of the encoder's training.
const SEARCH_UNITS = 15
// Share of the search's progress that the first descent is.
const FIRST_SHARE = FIRST.seconds / (FIRST.seconds + SECOND.seconds)
const STEPS = FIRST.steps + SECOND.steps
const TELL_EVERY_MS = 120

/**
 * Finds a picture in a model: an encoder's guess, refined by going down in z on pixels and the
 * discriminator's own features (Zhu et al. 2016, arXiv:1609.03552, section 3.2) from several starts. The
 * seconds given are those of guess and search, not of loading. Throws `picture/unusable`, `checkpoint/*`, and
 * `job/cancelled` where the signal says so.
 */
export async function projectPicture(
  task: ProjectTask,
  context: ProjectContext
): Promise<FoundProjection> {
  const { signal, shelf, report } = context
  const breathe = createBreather(signal)
  try {
    const target = await fitTarget(task, task.model.config)
    let learned = 0
    const total = (): number => learned + SEARCH_UNITS
    const { projector, config } = await shelf.open(task.model, {
      breathe,
      report: (steps) => {
        learned = LEARNING_STEPS
        report(steps, total())
      }
    })
    let toldAt = -Infinity
    const found = await search(projector, config, target.pixels, breathe, (share, best, step) => {
      report(learned + share * SEARCH_UNITS, total())
      const first = toldAt === -Infinity
      if (performance.now() - toldAt < TELL_EVERY_MS && share < 1) return
      toldAt = performance.now()
      context.onProjection({
        job: task.job,
        step,
        steps: STEPS,
        z: Array.from(best.z),
        error: best.error,
        ...(first && { target: target.png })
      })
    })
    return { ...found, target: target.png }
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  }
}

async function search(
  projector: Projector,
  config: RunConfig,
  target: Float32Array,
  breathe: Breathe,
  tell: (share: number, best: Found, step: number) => void
): Promise<Omit<FoundProjection, 'target'>> {
  const begunAt = performance.now()
  const bound = config.latentDistribution === 'uniform' ? 1 : undefined
  const guess = clipped(projector.run.guess({ picture: target })['z']!, bound)
  const fixed = { target, ...projector.run.look({ picture: target }) }
  const slopeBy =
    (way: 'searchAll' | 'searchFew') =>
    (latents: Float32Array): Slope =>
      slopeOf(projector.run[way]({ latents, ...fixed }))

  // At once, before there is anything better.
  const first = slopeBy('searchFew')(repeated(guess, FINALISTS))
  const guessError = first.errors[0]!
  tell(0, { z: guess, loss: first.losses[0]!, error: guessError, featureError: NaN }, 0)
  await breathe()

  const common = { breathe, ...(bound !== undefined && { bound }) }
  const all = await descend(chooseStarts(projector, config, target, guess), slopeBy('searchAll'), {
    ...FIRST,
    ...common,
    onStep: (share, best) => tell(share * FIRST_SHARE, best, Math.round(share * FIRST.steps))
  })
  const [best] = await descend(
    all.slice(0, FINALISTS).map(({ z }) => z),
    slopeBy('searchFew'),
    {
      ...SECOND,
      ...common,
      onStep: (share, best) =>
        tell(
          FIRST_SHARE + share * (1 - FIRST_SHARE),
          best,
          FIRST.steps + Math.round(share * SECOND.steps)
        )
    }
  )
  return {
    z: Array.from(best!.z),
    guess: Array.from(guess),
    error: best!.error,
    guessError,
    featureError: best!.featureError,
    seconds: (performance.now() - begunAt) / 1000
  }
}

function slopeOf({ losses, errors, featureErrors, gradient }: Arrays): Slope {
  return {
    losses: losses!,
    errors: errors!,
    featureErrors: featureErrors!,
    gradient: gradient!
  }
}

function clipped(z: Float32Array, bound = Infinity): Float32Array {
  return z.map((value) => Math.min(bound, Math.max(-bound, value)))
}

function repeated(z: Float32Array, count: number): Float32Array {
  const rows = new Float32Array(count * z.length)
  for (let row = 0; row < count; row++) rows.set(z, row * z.length)
  return rows
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'The projection was cancelled; nothing of it was kept.')
}
