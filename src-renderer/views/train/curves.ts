import { CHOOSING_MEASURE, type Evaluation } from '../../../src-main/contract/evaluation.ts'
import type { MetricRow } from '../../../src-main/contract/models.ts'
import { formatBytes, formatFigure, formatSpeed } from '../../format.ts'
import type { PlotLine, ValueAxis } from '../../parts/plot-lines.ts'

/** A row of training with the speed at that moment. */
export interface PacedRow extends MetricRow {
  /** Images a second; absent until it is known. */
  speed?: number | undefined
}

/** One plot of the live view. */
export interface CurveGroup<Row> {
  /** Names it among what the window remembers. */
  id: string
  title: string
  help: string
  source?: string
  lines: PlotLine<Row>[]
  axis?: ValueAxis
  /** Whether it is open for somebody who has not folded anything yet. */
  open: boolean
  /** Steps differ so much that only a mean shows where it goes. */
  noisy?: true
  /** Few values, which stand as points. */
  sparse?: true
  /** What is said while there is nothing to draw. */
  nothing?: string
}

// Generated is green, real neutral and dotted, the discriminator blue and dashed.
const GENERATOR = { name: 'Generator', colour: '--series-generated', format: formatFigure }
const DISCRIMINATOR = {
  name: 'Discriminator',
  colour: '--series-discriminator',
  dash: [6, 4],
  format: formatFigure
}

const asPercent = (share: number): string => `${Math.round(share * 100)} %`

/** How the two networks play. */
export const PLAYING_CURVES: CurveGroup<PacedRow>[] = [
  {
    id: 'losses',
    title: 'Losses',
    help: 'What each network tries to lower; they pull against each other, so neither should reach 0.',
    lines: [
      { ...GENERATOR, value: (row) => row.generatorLoss },
      { ...DISCRIMINATOR, value: (row) => row.discriminatorLoss }
    ],
    open: true,
    noisy: true
  },
  {
    id: 'accuracy',
    title: 'Discriminator accuracy',
    help: 'The share of pictures the discriminator judges rightly; 50 % is a coin toss, 100 % for long leaves the generator nothing to learn from.',
    lines: [
      {
        name: 'On real',
        colour: '--series-real',
        dash: [2, 3],
        value: (row) => row.realAccuracy,
        format: asPercent
      },
      {
        name: 'On generated',
        colour: '--series-generated',
        value: (row) => row.fakeAccuracy,
        format: asPercent
      }
    ],
    axis: { range: [0, 1], formatTick: asPercent },
    open: true,
    noisy: true
  }
]

/** How steps go. */
export const STEPPING_CURVES: CurveGroup<PacedRow>[] = [
  {
    id: 'gradients',
    title: 'Gradient norms',
    help: 'How hard each network is pulled at a step, on a logarithmic scale: towards 0 it learns nothing, growing without end it is about to break.',
    lines: [
      { ...GENERATOR, value: (row) => row.generatorGradient },
      { ...DISCRIMINATOR, value: (row) => row.discriminatorGradient }
    ],
    axis: { logarithmic: true, formatTick: shortFigure },
    open: false,
    noisy: true
  },
  {
    id: 'weights',
    title: 'Weight norms',
    help: 'The length of all trained weights of each network, on a logarithmic scale; it grows slowly while all is well, and fast where training breaks.',
    lines: [
      { ...GENERATOR, value: (row) => row.generatorWeights },
      { ...DISCRIMINATOR, value: (row) => row.discriminatorWeights }
    ],
    axis: { logarithmic: true, formatTick: shortFigure },
    open: false
  },
  {
    id: 'rates',
    title: 'Learning rates',
    help: 'How far each step goes, with warm-up and decay as they are set.',
    lines: [
      { ...GENERATOR, value: (row) => row.generatorRate },
      { ...DISCRIMINATOR, value: (row) => row.discriminatorRate }
    ],
    axis: { fromZero: true, formatTick: shortFigure },
    open: false
  },
  {
    id: 'speed',
    title: 'Speed',
    help: 'Images a second over the last seconds of training; pauses are left out.',
    lines: [
      { name: 'Training', colour: '--accent', value: (row) => row.speed, format: formatSpeed }
    ],
    axis: { fromZero: true },
    open: false
  },
  {
    id: 'memory',
    title: 'Memory',
    help: 'What the process that trains holds of the memory of this machine, in megabytes.',
    lines: [
      { name: 'Trainer', colour: '--accent', value: (row) => row.memory, format: formatBytes }
    ],
    axis: { fromZero: true, formatTick: (bytes) => String(Math.round(bytes / 1e6)) },
    open: false
  }
]

const measured =
  (id: string) =>
  ({ measures }: Evaluation): number | undefined =>
    measures.find((measure) => measure.id === id)?.value

const share = (
  id: string,
  name: string,
  colour: string,
  dash?: number[]
): PlotLine<Evaluation> => ({
  name,
  colour,
  ...(dash && { dash }),
  value: measured(id),
  format: (value) => value.toFixed(2)
})

const MEASURED = {
  sparse: true,
  nothing: 'Checkpoints are measured as they come.'
} as const

/** What is known of checkpoints that were measured. */
export const MEASURED_CURVES: CurveGroup<Evaluation>[] = [
  {
    id: 'quality',
    title: 'Quality',
    help: 'The Fréchet distance from the real pictures divided by coverage, on a logarithmic scale: lower is better, and as many real pictures reach the dotted line. The lowest is the best checkpoint.',
    source: 'Heusel et al. 2017, arXiv:1706.08500; Naeem et al. 2020, arXiv:2002.09797',
    lines: [
      {
        name: 'Samples',
        colour: '--series-generated',
        value: measured(CHOOSING_MEASURE),
        format: formatFigure
      },
      {
        name: 'Real pictures',
        colour: '--series-real',
        dash: [2, 3],
        value: ({ measures }) => measures.find(({ id }) => id === CHOOSING_MEASURE)?.real,
        format: formatFigure
      }
    ],
    axis: { logarithmic: true, formatTick: shortFigure },
    open: true,
    ...MEASURED
  },
  {
    id: 'variety',
    title: 'Variety and fidelity',
    help: 'Coverage and recall: how many kinds of real pictures are reached. Density and precision: how much samples look like real ones.',
    source: 'Naeem et al. 2020, arXiv:2002.09797; Kynkäänniemi et al. 2019, arXiv:1904.06991',
    lines: [
      share('coverage', 'Coverage', '--series-1'),
      share('recall', 'Recall', '--series-1', [6, 4]),
      share('density', 'Density', '--series-2'),
      share('precision', 'Precision', '--series-2', [6, 4])
    ],
    open: false,
    ...MEASURED
  }
]

// On an axis there is room for little: "0.0002", "1.5e+4".
function shortFigure(value: number): string {
  const size = Math.abs(value)
  return size > 0 && (size < 0.0001 || size >= 10_000)
    ? value.toExponential(0)
    : String(Number(value.toPrecision(3)))
}
