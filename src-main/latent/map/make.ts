import type { MapTask } from '../../contract/analyst.ts'
import { StudioError } from '../../contract/errors.ts'
import type { MapColour } from '../../contract/latent.ts'
import { createBreather, type Breathe } from '../../datasets/breathe.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { alongAxes, principalComponents } from '../components.ts'
import { writeMap } from './file.ts'
import { frameOf, inFrame } from './frame.ts'
import { nearestNeighbours, type Neighbours } from './neighbours.ts'
import { drawSamples, knowAttributes } from './samples.ts'
import { scaleColour } from './scale.ts'
import { SKETCH, type SketcherShelf } from './sketcher.ts'
import { UMAP_NEIGHBOURS, umapPlaces } from './umap.ts'

/** What the making of a map works with beside its task. */
export interface MapContext {
  report(done: number, total: number): void
  signal: AbortSignal
  shelf: SketcherShelf
}

/** Components in which neighbours are looked for; what is beyond them is mostly noise. */
export const COMPONENTS = 32

// Where each part of the work begins and ends, in thousandths of all of it.
const TOTAL = 1_000
const PARTS = {
  attributes: [0, 400],
  samples: [400, 700],
  neighbours: [700, 750],
  umap: [750, TOTAL]
}

type Method = (
  places: Float32Array,
  neighbours: Neighbours,
  context: { seed: number; breathe: Breathe; report: (done: number, total: number) => void }
) => Promise<Float32Array>

/** Where samples lie, from their components and neighbours: two numbers each. */
const METHODS: Record<MapTask['method'], Method> = {
  pca: async (places) => {
    const flat = new Float32Array((places.length / COMPONENTS) * 2)
    for (let at = 0; at < flat.length; at++) {
      flat[at] = places[Math.floor(at / 2) * COMPONENTS + (at % 2)]!
    }
    return flat
  },
  umap: (_, neighbours, { seed, ...context }) =>
    umapPlaces(neighbours, createRandom(seed, STREAMS.maps), context)
}

/**
 * Makes a map of samples by what the discriminator sees in their pictures (see `createSketcherShelf`): by
 * their first two principal components, or by UMAP of their first 32. It is coloured by density (the mean
 * distance to 14 neighbours), the discriminator's verdict, and every attribute that a classifier can learn
 * from the data set's labels. Throws `checkpoint/*`, and `job/cancelled` where the signal says so; then
 * nothing is left behind.
 */
export async function makeMap(task: MapTask, { report, signal, shelf }: MapContext): Promise<void> {
  const breathe = createBreather(signal)
  const part =
    ([from, to]: readonly number[]) =>
    (done: number, total: number): void =>
      report(from! + ((to! - from!) * done) / total, TOTAL)
  try {
    const sketcher = await shelf.open(task.model, { report: () => undefined, breathe })
    const classifier = await knowAttributes(task, { report: part(PARTS.attributes), signal })
    const samples = await drawSamples(task, sketcher, classifier, {
      report: part(PARTS.samples),
      breathe
    }).finally(() => classifier?.dispose())
    const components = principalComponents(samples.sketches, SKETCH, COMPONENTS)
    const places = alongAxes(samples.sketches, components)
    const neighbours = await nearestNeighbours(places, places, {
      width: COMPONENTS,
      count: UMAP_NEIGHBOURS - 1,
      breathe
    })
    part(PARTS.neighbours)(1, 1)
    const flat = await METHODS[task.method](places, neighbours, {
      seed: task.seed,
      breathe,
      report: part(PARTS.umap)
    })
    signal.throwIfAborted()
    const frame = frameOf(flat)
    const points = Array.from({ length: task.count }, (_, at) =>
      inFrame(frame, flat[2 * at]!, flat[2 * at + 1]!)
    )
    writeMap(task.out, {
      method: task.method,
      frame,
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      colours: [density(neighbours), verdict(samples.logits), ...samples.attributes],
      mean: Array.from(components.mean),
      axes: components.axes.map((axis) => Array.from(axis)),
      places: Array.from(places)
    })
    report(TOTAL, TOTAL)
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  }
}

function density({ distances, count }: Neighbours): MapColour {
  const near = Float32Array.from({ length: distances.length / count }, (_, sample) => {
    const own = distances.subarray(sample * count, (sample + 1) * count)
    return -Math.log(own.reduce((sum, one) => sum + one, Number.MIN_VALUE) / count)
  })
  return scaleColour('density', near, () => ['sparse', 'dense'])
}

// On a scale of logits, since probabilities of a good discriminator are nearly all the same.
function verdict(logits: Float32Array): MapColour {
  const percent = (logit: number): string => {
    const value = 100 / (1 + Math.exp(-logit))
    return `${value < 1 ? Number(value.toPrecision(1)) : Math.round(value)} % real`
  }
  return scaleColour('verdict', logits, (least, most) => [percent(least), percent(most)])
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'The map was cancelled; nothing of it was kept.')
}
