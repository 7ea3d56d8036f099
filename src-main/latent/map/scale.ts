import type { MapColour } from '../../contract/latent.ts'

// The ends of a scale: what lies outside of them is as bright, so that a few strays do not make all else alike.
const ENDS = [0.02, 0.98] as const

/** Numbers as a scale, `words` saying what its ends mean. */
export function scaleColour(
  name: string,
  numbers: Float32Array,
  words: (least: number, most: number) => [string, string]
): MapColour {
  const sorted = Float32Array.from(numbers).sort()
  const [least, most] = ENDS.map((share) => sorted[Math.round(share * (sorted.length - 1))]!) as [
    number,
    number
  ]
  const range = most - least
  const place = (value: number): number =>
    range > 0 ? Math.min(1, Math.max(0, (value - least) / range)) : 0.5
  return { name, numbers: Array.from(numbers, place), ends: words(least, most) }
}
