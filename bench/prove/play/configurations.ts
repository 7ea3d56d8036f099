import { PlaySchema, type PlaySettings } from '../../../src-main/contract/play.ts'
import { median } from '../../statistics.ts'
import type { Row } from '../play.ts'

/** One row of the table: toys of one kind, and what they are asked for where they are. */
export interface Configuration {
  name: string
  words: string
  settings: PlaySettings
  /** How long it takes beside the plain one. */
  weight: number
  mark?: { words: string; holds(row: Row): boolean }
}

const SEEDS = 10
const SHORT = 5_000
const LONG = 20_000
const COLLAPSED = 8
const RING_QUALITY = 0.95
const GRID_QUALITY = 0.93

const plain = (changes: PlaySettings['changes'] = {}): Partial<PlaySettings> => ({
  preset: 'plain',
  changes,
  iterations: SHORT
})

const collapses: Configuration['mark'] = {
  words: `the plain game on the ring leaves modes out in at least ${COLLAPSED} of ${SEEDS} seeds`,
  holds: ({ whole }) => SEEDS - whole >= COLLAPSED
}

const coversBy = (cure: string): Configuration['mark'] => ({
  words: `${cure} covers all modes of the ring in the median`,
  holds: ({ modes, of }) => median(modes) === of
})

const best = (data: string, quality: number): Configuration['mark'] => ({
  words: `modern covers all modes of the ${data} with at least ${100 * quality} % of high quality in ${SEEDS} of ${SEEDS} seeds`,
  holds: ({ whole, highQuality }) => whole === SEEDS && Math.min(...highQuality) >= quality
})

/** One line a configuration; networks, z and batch are the same in all, and the optimizer in all but modern. */
export const CONFIGURATIONS: Configuration[] = [
  row('plain', plain(), 1, collapses),
  row('unrolled, 5 steps', { preset: 'unrolled', iterations: SHORT }, 8, coversBy('unrolling')),
  row('packed, 4 points', { preset: 'packed', iterations: SHORT }, 1, coversBy('packing')),
  row(
    'relativistic, R1 and R2',
    plain({ loss: 'relativistic', r1Gamma: 0.1, r2Gamma: 0.1 }),
    2,
    coversBy('the relativistic loss with R1 and R2')
  ),
  row('modern', { preset: 'modern', iterations: LONG }, 8, best('ring', RING_QUALITY)),
  row('minimax', plain({ loss: 'minimax' }), 1),
  row('least squares', plain({ loss: 'least-squares' }), 1),
  row('hinge', plain({ loss: 'hinge' }), 1),
  row('WGAN with clipping', plain({ loss: 'wgan', weightClip: 0.1 }), 1),
  row('WGAN-GP', plain({ loss: 'wgan-gp' }), 2),
  row('one-sided smoothing 0.1', plain({ labelSmoothing: 0.1 }), 1),
  row('minibatch discrimination', plain({ minibatchKernels: 16 }), 2),
  row('feature matching', plain({ featureMatching: true }), 1),
  row('R1', plain({ r1Gamma: 0.1 }), 2),
  row('spectral norm', plain({ discriminatorNorm: 'spectral' }), 1),
  row('instance noise 0.1', plain({ instanceNoise: 0.1 }), 1),
  row('generator first', plain({ order: 'generator-first' }), 1),
  row('five discriminator steps', plain({ discriminatorSteps: 5 }), 4),
  row('plain', plain(), 1, undefined, 'grid25'),
  row('modern', { preset: 'modern', iterations: LONG }, 8, best('grid', GRID_QUALITY), 'grid25')
]

function row(
  words: string,
  settings: Partial<PlaySettings>,
  weight: number,
  mark?: Configuration['mark'],
  target: PlaySettings['target'] = 'ring8'
): Configuration {
  return {
    name: `${target}: ${words}`,
    words,
    settings: PlaySchema.parse({ target, seeds: [1], ...settings }),
    weight,
    ...(mark && { mark })
  }
}
