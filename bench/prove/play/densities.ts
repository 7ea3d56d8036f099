import { unpackBytes } from '../../../src-main/contract/base64.ts'
import {
  DRAWN_HEIGHTS,
  LINE_PLACES,
  OpenToysSchema,
  unpackNumbers,
  type ToyFrame
} from '../../../src-main/contract/play-live.ts'
import { openRoom } from '../../../src-main/play/room.ts'
import type { ProofOptions } from '../proof.ts'

/** A mark and whether it was reached. */
export interface Mark {
  name: string
  words: string
  passed: boolean
}

const CONVERGED = 0.05
const HALF = 0.03
// Of the data's highest density: beyond it hardly a point is ever seen.
const SUPPORT = 0.1
const ITERATIONS = 20_000
const SMOOTHING = 0.2
// Data on the left alone, and a generator that begins on the right.
const APART = {
  kind: 'heights',
  heights: Array.from({ length: DRAWN_HEIGHTS }, (_, at) => (at < DRAWN_HEIGHTS / 4 ? 1 : 0))
} as const
// Of the points at a place, for it to be one of fakes alone.
const FAKE = 0.95

const CONVERGING = {
  loss: 'non-saturating',
  batch: 512,
  generatorRate: 1e-3,
  discriminatorRate: 1e-3,
  lastRate: 0.05
}

/** What converges on a line, and what smoothing both sides pays a fake. */
export async function proveDensities(
  say: ProofOptions['say']
): Promise<{ marks: Mark[]; figures: unknown; report: string }> {
  say('Two networks converge on a line')
  const converged = await convergence()
  say('Labels are smoothed on no, one and both sides')
  const fakes = await smoothing()
  const marks: Mark[] = [
    {
      name: 'convergence',
      words: `on a line D is within ${CONVERGED} of the best D on the support (${converged.fromBest.toFixed(3)}) and its mean within ${HALF} of 1/2 (${converged.mean.toFixed(3)})`,
      passed: converged.fromBest <= CONVERGED && Math.abs(converged.mean - 0.5) <= HALF
    },
    {
      name: 'smoothing',
      words: `where there are fakes alone, D gives them ${fakes.map((value) => value.toFixed(2)).join(', ')} with labels smoothed by ${SMOOTHING} on no, one and both sides`,
      passed: fakes[1]! < 0.05 && Math.abs(fakes[2]! - SMOOTHING) < 0.05
    }
  ]
  return {
    marks,
    figures: { converged, fakes },
    report: `On a line: a Gaussian, learned in ${ITERATIONS.toLocaleString('en-US')} iterations by the non-saturating loss with R1 and R2, a falling rate and the average of the generator. For the smoothing D alone learned, 3,000 iterations, beside a generator that had learned nothing.`
  }
}

export async function convergence(
  changes: Record<string, string | number> = CONVERGING
): Promise<{ fromBest: number; mean: number; divergence: number }> {
  const room = await openRoom(
    OpenToysSchema.parse({
      ...{ target: 'gaussian', seed: 1, iterations: ITERATIONS },
      toys: [{ preset: 'modern', changes }]
    })
  )
  const [frame] = room.advance({ turn: 'both', iterations: ITERATIONS, milliseconds: 600_000 })
  const places = placesOf(frame!, unpackNumbers(room.facts.density!))
  room.dispose()
  const apart = places.map(({ verdict, data, generated }) =>
    Math.abs(verdict - data / (data + generated))
  )
  const mean = places.reduce((sum, { verdict }) => sum + verdict, 0) / places.length
  return { fromBest: Math.max(...apart), mean, divergence: frame!.divergence }
}

// The mean verdict on fakes, with labels smoothed on no, one and both sides.
async function smoothing(): Promise<number[]> {
  const slow = { discriminatorRate: 3e-3, rateSchedule: 'cosine', batch: 512 }
  const room = await openRoom(
    OpenToysSchema.parse({
      ...{ target: APART, seed: 1, iterations: 3_000 },
      toys: [
        {},
        { labelSmoothing: SMOOTHING },
        { labelSmoothing: SMOOTHING, fakeSmoothing: SMOOTHING }
      ].map((changes) => ({ preset: 'plain', changes: { ...slow, ...changes } }))
    })
  )
  const frames = room.advance({ turn: 'discriminator', iterations: 3_000, milliseconds: 600_000 })
  const density = unpackNumbers(room.facts.density!)
  room.dispose()
  return frames.map((frame) => {
    const fakes = placesOf(frame, density).filter(
      ({ data, generated }) => generated / (data + generated) > FAKE
    )
    return fakes.reduce((sum, { verdict }) => sum + verdict, 0) / fakes.length
  })
}

function placesOf(frame: ToyFrame, density: Float32Array) {
  const verdicts = unpackBytes(frame.field)
  const samples = unpackNumbers(frame.density!)
  const highest = Math.max(...density)
  return Array.from({ length: LINE_PLACES }, (_, at) => ({
    verdict: verdicts[at]! / 255,
    data: density[at]!,
    generated: samples[at]!
  })).filter(({ data, generated }) => Math.max(data, generated) > SUPPORT * highest)
}
