import type { FIGURES } from './reported-run.ts'
import { type ReportedRun } from './reported-run.ts'
import { colourOf } from './page-style.ts'

type Column = (typeof FIGURES)[number][0]

const WIDTH = 560
const HEIGHT = 220
const MARGIN = { left: 52, right: 12, top: 10, bottom: 26 }
// More than a screen is wide; every n-th row is as good, and the same page comes of the same rows.
const MOST_POINTS = 2_000
const TICKS = 4

/** One curve a run of a figure over images seen, as SVG; nothing where no run has it. */
export function curves(runs: readonly ReportedRun[], column: Column, title: string): string {
  const lines = runs.map(({ rows }) => thinned(rows.filter((row) => row[column] !== undefined)))
  if (lines.every((line) => line.length === 0)) return ''
  const all = lines.flat()
  const [last, low, high] = [
    largest(all.map(({ images }) => images)),
    -largest(all.map((row) => -row[column]!)),
    largest(all.map((row) => row[column]!))
  ]
  const x = (images: number): number =>
    MARGIN.left + (images / (last || 1)) * (WIDTH - MARGIN.left - MARGIN.right)
  const y = (value: number): number =>
    HEIGHT -
    MARGIN.bottom -
    ((value - low) / (high - low || 1)) * (HEIGHT - MARGIN.top - MARGIN.bottom)
  const paths = lines.map((line, run) => {
    const points = line.map((row) => `${x(row.images).toFixed(1)},${y(row[column]!).toFixed(1)}`)
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colourOf(run)}" stroke-width="1.5"/>`
  })
  const levels = Array.from({ length: TICKS + 1 }, (_, at) => low + ((high - low) * at) / TICKS)
  const grid = levels.map(
    (value) =>
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/><text x="${MARGIN.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${short(value)}</text>`
  )
  const times = Array.from({ length: TICKS + 1 }, (_, at) => (last * at) / TICKS)
  const axis = times.map(
    (images) =>
      `<text x="${x(images).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${short(images)}</text>`
  )
  return `<figure><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title} over images seen">${grid.join('')}${axis.join('')}${paths.join('')}</svg></figure>`
}

/** The same rows every time, the last always among them. */
export function thinned<Row>(rows: readonly Row[]): Row[] {
  if (rows.length <= MOST_POINTS) return [...rows]
  return Array.from(
    { length: MOST_POINTS },
    (_, at) => rows[Math.floor((at * (rows.length - 1)) / (MOST_POINTS - 1))]!
  )
}

/** A figure as a person reads it: three digits that count, thousands and millions by a letter. */
export function short(value: number): string {
  const scale = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k']
  ] as const
  const [unit, letter] = scale.find(([least]) => Math.abs(value) >= least) ?? [1, '']
  const scaled = value / (letter === 'k' ? 1e3 : unit)
  const text = Number(scaled.toPrecision(3))
  const isTiny = text !== 0 && Math.abs(text) < 1e-3
  return `${isTiny ? text.toExponential() : text}${letter}`
}

// A hundred thousand values are too many for the arguments of Math.max.
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity)
}
