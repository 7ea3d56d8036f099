import type uPlot from 'uplot'
import { axisTicks, paddedRange } from './plot-ticks.ts'

/** One curve of a plot. */
export interface PlotLine<Row> {
  name: string
  /** A custom property of tokens.css. */
  colour: string
  /** Lengths of dashes and gaps in pixels; solid without. */
  dash?: number[]
  /** Undefined where nothing was measured. */
  value(row: Row): number | undefined
  /** What it was smoothed from, drawn pale behind it; for a curve that the plot does not smooth itself. */
  behind?(row: Row): number | undefined
  /** An area around it, such as from the least to the most of several runs; its colour then is one of hex digits. */
  around?(row: Row): readonly [least: number, most: number] | undefined
  format(value: number): string
}

/** How the value axis of a plot is. */
export interface ValueAxis {
  /** Fixed ends; from the values themselves without. */
  range?: [number, number] | undefined
  /** From 0 to a little above the values. */
  fromZero?: boolean
  logarithmic?: boolean
  formatTick?: ((value: number) => string) | undefined
}

/** What a plot tells the page that it stands in, in images seen. */
export interface PlotHears {
  /** The moment under the pointer; undefined when it leaves. */
  onread(images: number | undefined): void
  /** A part of the time axis was drawn over. */
  onzoom(from: number, to: number): void
}

/** How a plot looks and what it shows of the time axis. */
export interface PlotLook {
  width: number
  height: number
  colourOf(property: string): string
  /** The ends of the time axis in images seen. */
  span(): [number, number]
  /** Images seen at the scrubber; undefined at the end. */
  moment(): number | undefined
  /** Few values stand as points. */
  points?: boolean | undefined
  /** How a tick of the time axis is said; in thousands of images by default. */
  sayTick?: ((place: number) => string) | undefined
}

const EDGE: uPlot.Series = { width: 0, points: { show: false }, spanGaps: true }

// 12000 → "12K".
const sayThousands = (images: number): string => THOUSAND.format(images)
const THOUSAND = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 4
})

/** The columns of a plot's data after its places: for each line what lies behind it and itself, then the areas. */
export function plotColumns<Row>(
  lines: readonly PlotLine<Row>[],
  rows: readonly Row[],
  curves: readonly (readonly (number | null)[])[],
  raw: readonly (readonly (number | null)[])[] | undefined
): (number | null)[][] {
  const column = (of: (row: Row) => number | undefined): (number | null)[] =>
    rows.map((row) => of(row) ?? null)
  return [
    ...lines.flatMap(({ behind }, at) => [
      behind ? column(behind) : [...(raw?.[at] ?? [])],
      [...curves[at]!]
    ]),
    ...lines.flatMap(({ around }) =>
      around ? [column((row) => around(row)?.[0]), column((row) => around(row)?.[1])] : []
    )
  ]
}

/** What all plots share: quiet axes on one time axis of images seen, no legend of its own. */
export function plotOptions<Row>(
  lines: readonly PlotLine<Row>[],
  { range, fromZero, logarithmic = false, formatTick }: ValueAxis,
  { width, height, colourOf, span, moment, points = false, sayTick = sayThousands }: PlotLook,
  onzoom: PlotHears['onzoom']
): uPlot.Options {
  // Quiet: no ticks, a hairline grid, the figures of the text around it.
  const axis = {
    stroke: colourOf('--text-3'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: colourOf('--plot-grid'), width: 1 },
    ticks: { show: false }
  }
  const curve = ({ name, colour, dash }: PlotLine<Row>): uPlot.Series => ({
    label: name,
    stroke: colourOf(colour),
    width: 1.5,
    points: { show: points, size: 5, fill: colourOf(colour) },
    spanGaps: true,
    ...(dash && { dash })
  })
  const banded = lines.filter((line) => line.around)
  return {
    width,
    height,
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      y: false,
      points: { size: 6 },
      // Not on the values behind the curves.
      dataIdx: (_, series, place) => (series % 2 === 1 || series > 2 * lines.length ? null : place)
    },
    padding: [8, 16, 0, 0],
    scales: {
      x: { time: false, range: () => span() },
      y: logarithmic
        ? { distr: 3, range: (_, low, high) => paddedRange(low, high) }
        : fromZero
          ? { range: (_, __, high) => [0, high > 0 ? high * 1.1 : 1] }
          : range
            ? { range }
            : {}
    },
    axes: [
      {
        ...axis,
        size: 24,
        gap: 6,
        values: (_, ticks) => ticks.map(sayTick)
      },
      {
        ...axis,
        size: 44,
        gap: 6,
        ...(formatTick && { values: (_, ticks) => ticks.map(formatTick) }),
        ...(logarithmic && {
          splits: (plot, _, low, high) => axisTicks(low, high, plot.height / 40),
          filter: (_, ticks) => ticks
        })
      }
    ],
    // Behind each curve the values that it is smoothed from.
    series: [
      {},
      ...lines.flatMap((line) => [{ ...curve(line), alpha: 0.3, width: 1 }, curve(line)]),
      // The two edges of an area, themselves not drawn.
      ...banded.flatMap(() => [EDGE, EDGE])
    ],
    bands: banded.map((line, at) => {
      const edge = 2 * lines.length + 2 * at + 1
      return { series: [edge + 1, edge], fill: `${colourOf(line.colour)}38` }
    }),
    hooks: {
      draw: [(plot) => drawMoment(plot, moment(), colourOf('--text'))],
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select
          if (wide < LEAST_DRAG) return
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          onzoom(plot.posToVal(left, 'x'), plot.posToVal(left + wide, 'x'))
        }
      ]
    }
  }
}

// Pixels; less is an unsteady click.
const LEAST_DRAG = 6

// The scrubber's place on the time axis, through the curves.
function drawMoment(plot: uPlot, moment: number | undefined, colour: string): void {
  const { min = 0, max = 0 } = plot.scales['x'] ?? {}
  if (moment === undefined || moment < min! || moment > max!) return
  const { ctx, bbox } = plot
  const x = Math.round(plot.valToPos(moment, 'x', true)) + 0.5
  ctx.save()
  ctx.strokeStyle = colour
  // The last curve may have left its dashes.
  ctx.setLineDash([])
  // One pixel of the page in those of the screen.
  ctx.lineWidth = ctx.canvas.width / plot.width
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.restore()
}
