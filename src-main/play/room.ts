import { packBytes } from '../contract/base64.ts'
import {
  LINE_PLACES,
  packNumbers,
  SHOWN_SAMPLES,
  SQUARE_PLACES,
  type AdvanceToys,
  type OpenToys,
  type ToyFrame,
  type ToyRoom
} from '../contract/play-live.ts'
import { playConfig } from '../contract/play.ts'
import type { RunConfig, ToySettings } from '../contract/run-config.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { jensenShannon, middles, sharesAlong, sharesOf, type Cells } from './densities.ts'
import { reached } from './diagnostics.ts'
import { drawnTarget } from './drawn.ts'
import type { StepNumbers } from '../contract/models.ts'
import { createPlay, threadLatents, type Play } from './play.ts'
import { TARGETS, type Target } from './targets.ts'

// Of the data: enough that counting them in cells is not what a divergence consists of.
const COUNTED = 40_000
// Along each side of a square, for divergences; finer ones would be empty.
const COARSE = 24

/** Some toys at once, which learn the same points from the same seed. */
export interface Room {
  facts: Omit<ToyRoom, 'room'>
  advance(how: Pick<AdvanceToys, 'turn' | 'iterations' | 'milliseconds'>): ToyFrame[]
  dispose(): void
}

/** Opens a room; throws `config/*` and `play/*`. */
export async function openRoom({
  target: wanted,
  toys,
  seed,
  iterations
}: OpenToys): Promise<Room> {
  const target: Target = typeof wanted === 'string' ? TARGETS[wanted] : drawnTarget(wanted)
  const { dims, reach } = target
  const configs = toys.map((toy) => playConfig({ ...toy, iterations }, { seed, dims }))
  await startEngine('cpu')
  const cells: Cells = { dims, reach, count: dims === 1 ? LINE_PLACES : SQUARE_PLACES }
  const counted: Cells = dims === 1 ? cells : { ...cells, count: COARSE }
  const data = new Float32Array(COUNTED * dims)
  target.draw(createRandom(seed, STREAMS.samples), data)
  const dataShares = sharesOf(data, counted)
  const places = middles(cells)
  const plays: Play[] = []
  try {
    for (const config of configs) plays.push(createPlay(config, target, { places, data }))
  } catch (error) {
    for (const play of plays) play.dispose()
    throw error
  }
  let iteration = 0
  let last: (StepNumbers | undefined)[] = plays.map(() => undefined)

  const frameOf = (play: Play, step: StepNumbers | undefined): ToyFrame => {
    const { samples, logits, pull, fabric } = play.look()
    const shares = dims === 1 ? sharesAlong(samples, counted) : sharesOf(samples, counted)
    const found = reached(samples, target)
    return {
      iteration,
      samples: packNumbers(samples.slice(0, SHOWN_SAMPLES * dims)),
      field: packBytes(
        Uint8Array.from(logits, (logit) => Math.round(255 / (1 + Math.exp(-logit))))
      ),
      pull: packNumbers(pull),
      fabric: packNumbers(fabric),
      ...(dims === 1 && { density: packNumbers(densityOf(shares, cells)) }),
      numbers: step ?? NOTHING_YET,
      ...(found && { reached: found }),
      divergence: jensenShannon(dataShares, shares)
    }
  }

  return {
    facts: {
      ...{ dims, reach, configs },
      data: packNumbers(data.slice(0, SHOWN_SAMPLES * dims)),
      ...(target.density && { density: packNumbers(places.map((x) => target.density!(x))) }),
      ...(dims === 1 && { threads: packNumbers(threadsOf(configs)) })
    },
    advance({ turn, iterations, milliseconds }) {
      const end = performance.now() + milliseconds
      for (let done = 0; done < iterations && performance.now() < end; done++) {
        last = plays.map((play) => play.step(turn))
        iteration++
      }
      return plays.map((play, at) => frameOf(play, last[at]))
    },
    dispose() {
      for (const play of plays) play.dispose()
    }
  }
}

// Of the first toy, where they differ in the distribution.
function threadsOf([first]: readonly (RunConfig & ToySettings)[]): Float32Array {
  return threadLatents(first!, 1)
}

const NOTHING_YET = {
  ...{ generatorLoss: 0, discriminatorLoss: 0, realAccuracy: 0.5, fakeAccuracy: 0.5 }
}

// Shares of places over their width; what lies beyond is left out.
function densityOf(shares: Float64Array, { reach, count }: Cells): Float32Array {
  return Float32Array.from(shares.subarray(0, count), (share) => (share * count) / (2 * reach))
}
