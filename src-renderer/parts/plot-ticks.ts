// Where the lines of a logarithmic axis may stand in each power of ten, fewest first.
const STEPS = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7]]

/** The ends of a logarithmic axis around values; for none, or none above 0, a decade. */
export function paddedRange(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !(low > 0)) return [0.1, 1]
  const factor = Math.max(1.02, (high / low) ** 0.06)
  return [low / factor, high * factor]
}

/**
 * Round values from `low` to `high`, both above 0, for an axis on which about `most` fit: of powers of
 * ten where there are some, else evenly spread, as for weights that hardly change.
 */
export function axisTicks(low: number, high: number, most: number): number[] {
  const fitting = STEPS.map((steps) => inside(powersOf(steps, low, high), low, high)).filter(
    (ticks) => ticks.length >= 2
  )
  const tooMany = fitting[0] && fitting[0].length > most
  if (tooMany) {
    const every = Math.ceil(fitting[0]!.length / most)
    return fitting[0]!.filter((_, place) => place % every === 0)
  }
  return fitting.filter((ticks) => ticks.length <= most).at(-1) ?? even(low, high, most)
}

function powersOf(steps: number[], low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const powers = Array.from({ length: last - first + 1 }, (_, place) => 10 ** (first + place))
  return powers.flatMap((power) => steps.map((step) => step * power))
}

function even(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(2, most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, place) =>
    Number(((first + place) * step).toPrecision(12))
  )
}

function inside(ticks: number[], low: number, high: number): number[] {
  return ticks
    .map((tick) => Number(tick.toPrecision(12)))
    .filter((tick) => tick >= low && tick <= high)
}
