import type uPlot from 'uplot'

/** One curve of a plot. */
export interface PlotLine<Row> {
  name: string
  /** A custom property of tokens.css. */
  colour: string
  /** Lengths of dashes and gaps in pixels; solid without. */
  dash?: number[]
  value(row: Row): number
  format(value: number): string
}

// 12000 → "12K".
const THOUSAND = new Intl.NumberFormat('en-US', { notation: 'compact' })

/** What all plots share: quiet axes on one time axis of images seen, no legend of its own. */
export function plotOptions<Row>(
  lines: PlotLine<Row>[],
  look: {
    width: number
    height: number
    colourOf(property: string): string
    range?: [number, number] | undefined
    formatTick?: ((value: number) => string) | undefined
    /** Images seen at the vertical cursor. */
    moment(): number | undefined
  }
): uPlot.Options {
  const { colourOf, range, formatTick } = look
  // Quiet: no ticks, a hairline grid, the figures of the text around it.
  const axis = {
    stroke: colourOf('--text-3'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: colourOf('--plot-grid'), width: 1 },
    ticks: { show: false }
  }
  return {
    width: look.width,
    height: look.height,
    legend: { show: false },
    cursor: {
      drag: { x: false, y: false },
      y: false,
      points: { size: 6 },
      sync: { key: 'images' }
    },
    padding: [8, 12, 0, 0],
    // Time begins at 0, so that two plots of one run always agree.
    scales: {
      x: { time: false, range: (_, __, last) => [0, Math.max(last, 1)] },
      y: range ? { range } : {}
    },
    axes: [
      {
        ...axis,
        size: 24,
        gap: 6,
        values: (_, ticks) => ticks.map((tick) => THOUSAND.format(tick))
      },
      {
        ...axis,
        size: 44,
        gap: 6,
        ...(formatTick && { values: (_, ticks) => ticks.map(formatTick) })
      }
    ],
    series: [
      {},
      ...lines.map(({ name, colour, dash }) => ({
        label: name,
        stroke: colourOf(colour),
        width: 1.5,
        points: { show: false },
        ...(dash && { dash })
      }))
    ],
    hooks: { draw: [(plot) => drawMoment(plot, look.moment(), colourOf('--text'))] }
  }
}

// The scrubber's place on the time axis, through the curves.
function drawMoment(plot: uPlot, moment: number | undefined, colour: string): void {
  if (moment === undefined) return
  const { ctx, bbox } = plot
  const x = Math.round(plot.valToPos(moment, 'x', true)) + 0.5
  ctx.save()
  ctx.strokeStyle = colour
  // The last curve may have left its dashes.
  ctx.setLineDash([])
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.restore()
}
