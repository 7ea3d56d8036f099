import type { MapColour } from '../../../../src-main/contract/latent.ts'

/**
 * Marks of values: colour and shape go together, so that colour is never the only sign. The shapes are SVG
 * paths of about radius 1; the colours are those of tokens.css, told apart by the colour-blind too
 * (after Okabe and Ito 2008).
 */
export const MARKS = [
  { colour: '--series-1', path: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z' },
  { colour: '--series-2', path: 'M-.9-.9h1.8v1.8h-1.8Z' },
  { colour: '--series-3', path: 'M0-1.2L1.1 .8H-1.1Z' },
  { colour: '--series-4', path: 'M0-1.2L1.2 0L0 1.2L-1.2 0Z' },
  { colour: '--series-5', path: 'M0 1.2L1.1-.8H-1.1Z' },
  { colour: '--series-6', path: 'M-.4-1.2h.8v.8h.8v.8h-.8v.8h-.8v-.8h-.8v-.8h.8Z' },
  { colour: '--series-7', path: 'M1.1 0L.55 .95H-.55L-1.1 0L-.55-.95H.55Z' },
  {
    colour: '--series-8',
    path: 'M-1-.5L-.5-1L0-.5L.5-1L1-.5L.5 0L1 .5L.5 1L0 .5L-.5 1L-1 .5L-.5 0Z'
  }
] as const

/** Steps of a scale, dark to light on a dark ground and the other way round on a light one. */
export const SCALE_STEPS = 5

/** The property of tokens.css of a number on a scale, 0-1. */
export function scaleColour(share: number): string {
  const step = Math.min(SCALE_STEPS - 1, Math.max(0, Math.floor(share * SCALE_STEPS)))
  return `--scale-${step + 1}`
}

/** The mark of a sample: by its value, the last one for all beyond; circles on a scale. */
export function markOf(
  { values, numbers }: MapColour,
  sample: number
): {
  colour: string
  path: string
} {
  const number = numbers[sample] ?? 0
  if (!values) return { colour: scaleColour(number), path: MARKS[0].path }
  return MARKS[Math.min(number, MARKS.length - 1)]!
}

/** The lines of a legend: each value with its mark and how many samples have it. */
export function legendOf({ values = [], numbers }: MapColour): {
  mark: (typeof MARKS)[number]
  label: string
  count: number
}[] {
  const counts = values.map((_, value) => numbers.filter((number) => number === value).length)
  const last = MARKS.length - 1
  const own = values.slice(0, values.length > MARKS.length ? last : MARKS.length)
  const lines = own.map((label, at) => ({ mark: MARKS[at]!, label, count: counts[at]! }))
  const rest = counts.slice(own.length).reduce((sum, count) => sum + count, 0)
  return own.length < values.length
    ? [...lines, { mark: MARKS[last]!, label: 'others', count: rest }]
    : lines
}
