import { classNames, withClass } from '../../contract/condition.ts'
import { StudioError } from '../../contract/errors.ts'
import type { Evaluation } from '../../contract/evaluation.ts'
import { zWidth } from '../../contract/pyramid.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import type { EvaluateTask } from '../../contract/workers.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { openCache, type Cache } from '../../datasets/cache.ts'
import { itemBytes } from '../../datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { startEngine } from '../../engine/tensorflow.ts'
import { drawLatents, drawWall, WALL } from '../../gan/pictures.ts'
import { compare, measureAll } from '../../training/metrics/measure.ts'
import { layoutOf, multiplyRows } from '../../training/metrics/random-networks.ts'
import type { GeneratorShelf, LoadedGenerator } from '../model.ts'
import { classHistograms } from './class-histogram.ts'
import { gatherEvidence } from './evidence.ts'
import { createPatience } from './patience.ts'
import { createDataShelf } from './studied-data.ts'
import { openSamples } from './study.ts'
import { writeEvidence } from './write-evidence.ts'

/** What surrounds an evaluation. */
export interface EvaluationContext {
  report(done: number, total: number): void
  signal: AbortSignal
  /** Pictures of size x size x channels bytes in rows, as PNG. */
  encodeSheet(pictures: Uint8Array[], size: number, columns: number): Promise<Uint8Array>
  /** What a person waits for goes first: until it is done, undefined where there is nothing. */
  quiet(): Promise<void> | undefined
}

/** What measuring a checkpoint gives. */
export type Evaluated = Pick<Evaluation, 'measures' | 'classes' | 'evidence' | 'seconds'>

/** Measures checkpoints, one at a time; what it learns of a data set is kept beside the pictures. */
export interface Evaluator {
  /** The same task gives the same figures. Rejects with `checkpoint/*`, `cache/*`, `job/cancelled`. */
  evaluate(task: EvaluateTask, context: EvaluationContext): Promise<Evaluated>
}

// The same latents for all checkpoints, so that these differ by their weights alone.
const SEED = 1

/** Draws with the generators of a shelf that others draw with in between. */
export function createEvaluator(generators: GeneratorShelf): Evaluator {
  const shelf = createDataShelf()

  const measure = async (
    { model, samples: count, evidenceFolder }: EvaluateTask,
    cache: Cache,
    breathe: Breathe,
    { report, encodeSheet }: EvaluationContext
  ): Promise<Omit<Evaluated, 'seconds'>> => {
    const { config } = model
    // Wherever it is trained: figures are compared with each other.
    await startEngine()
    const { real, studies, units } = await shelf.open(model, cache, count, {
      report: (done, total) => report(done, total + count),
      breathe
    })
    // Between walls a slider's picture may be drawn, perhaps of another checkpoint.
    const load = () => generators.load(model.file, config).graph
    const drawn = drawLatents(config, createRandom(SEED, STREAMS.evaluation), count)
    const latents = asClassed(config, drawn, cache, real.numbers)
    const random = openSamples(studies.random, count)
    const labels = studies.labels && openSamples(studies.labels, count)
    await eachWall(load, latents, breathe, async (pictures, done) => {
      random.add(pictures)
      await breathe()
      labels?.add(pictures)
      report(done, count)
    })
    const tools = { multiply: multiplyRows, breathe }
    const layout = {
      samples: layoutOf(random.seen.samples),
      known: layoutOf(random.seen.known)
    }
    const seen = { random: random.seen, layout, ...(labels && { labels: labels.seen }) }
    const measures = await measureAll(seen, { ...tools, units })
    const sheets = await gatherEvidence(compare(layout, tools).generated)
    await writeEvidence(evidenceFolder, sheets, {
      samples: async (numbers) => {
        const drawn: Uint8Array[] = []
        const some = numbers.map((number) => latents[number]!)
        await eachWall(load, some, breathe, (pictures) => void drawn.push(...pictures))
        return drawn
      },
      known: (rows) =>
        readPictures(
          cache,
          rows.map((row) => real.numbers[row]!)
        ),
      encodeSheet: (pictures, columns) => encodeSheet(pictures, config.size, columns)
    })
    const histograms =
      studies.labels && labels
        ? classHistograms(studies.labels.eye, labels.tallies, studies.labels.real.tallies)
        : []
    return {
      measures,
      classes: histograms,
      evidence: sheets.map(({ id, words }) => ({ id, words }))
    }
  }

  return {
    async evaluate(task, context) {
      const begun = performance.now()
      const { signal } = context
      const patience = createPatience(signal, context.quiet, task.share)
      const cache = openCache(task.model.cacheFolder)
      try {
        refuseOtherForms(cache)
        const measured = await measure(task, cache, patience.breathe, context)
        return { ...measured, seconds: (performance.now() - begun - patience.waited()) / 1000 }
      } catch (error) {
        throw signal.aborted ? cancelled() : error
      } finally {
        cache.close()
      }
    }
  }
}

// As many of each class as the real pictures beside them have.
function asClassed(
  config: RunConfig,
  drawn: readonly Float32Array[],
  cache: Cache,
  real: readonly number[]
): readonly Float32Array[] {
  const names = classNames(config)
  if (names.length === 0) return drawn
  return drawn.map((place, at) => {
    const own = names.indexOf(cache.labels(real[at % real.length]!)[config.label] ?? '')
    return own < 0 ? place : withClass(place, zWidth(config), own)
  })
}

async function eachWall(
  load: () => LoadedGenerator['graph'],
  latents: readonly Float32Array[],
  breathe: Breathe,
  visit: (pictures: Uint8Array[], done: number) => void | Promise<void>
): Promise<void> {
  for (let from = 0; from < latents.length; from += WALL) {
    const pictures = drawWall(load(), latents.slice(from, from + WALL))
    await breathe()
    await visit(pictures, from + pictures.length)
    await breathe()
  }
}

function readPictures(cache: Cache, numbers: readonly number[]): Uint8Array[] {
  const length = itemBytes(cache)
  const bytes = new Uint8Array(numbers.length * length)
  cache.read(numbers, bytes)
  return numbers.map((_, row) => bytes.subarray(row * length, (row + 1) * length))
}

function refuseOtherForms({ form }: Cache): void {
  if (form === 'pictures') return
  throw new StudioError(
    'evaluate/form',
    `Only pictures can be measured, and this run learns ${form}; look at its samples instead.`
  )
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'The evaluation was cancelled; nothing of it was kept.')
}
