import { NUMBERS } from '../../src-main/gan/augment.ts'

/** Pictures of any count as bytes lie: rows first, channels last. */
export interface Pictures {
  values: Float32Array
  size: number
  channels: number
}

type Step = (picture: number[][][], numbers: readonly number[]) => number[][][]

// DiffAugment_pytorch.py of the authors (Zhao et al. 2020), written down anew for one picture
// [row][column][channel] and given random numbers in the place of drawn ones.
const STEPS: Record<string, Step[]> = {
  flip: [(x, n) => (n[0]! < 0.5 ? x.map((row) => [...row].reverse()) : x)],
  colour: [
    (x, n) => each(x, (value) => value + n[1]! - 0.5),
    (x, n) => {
      const pixels = x.map((row) => row.map((pixel) => [mean(pixel)]))
      return each(x, (value, r, c) => {
        const [grey] = pixels[r]![c]!
        return (value - grey!) * (n[2]! * 2) + grey!
      })
    },
    (x, n) => {
      const grey = mean(x.flat(2))
      return each(x, (value) => (value - grey) * (n[3]! + 0.5) + grey)
    }
  ],
  translation: [
    (x, n) => {
      const shift = (number: number): number => {
        const most = Math.trunc(x.length * 0.125 + 0.5)
        return Math.floor(number * (2 * most + 1)) - most
      }
      return each(x, (_, r, c, k) => x[r - shift(n[4]!)]?.[c - shift(n[5]!)]?.[k] ?? 0)
    }
  ],
  cutout: [
    (x, n) => {
      const size = Math.trunc(x.length * 0.5 + 0.5)
      const offset = (number: number): number => Math.floor(number * (x.length + 1 - (size % 2)))
      const cut = new Set<string>()
      const clamp = (at: number): number => Math.min(Math.max(at, 0), x.length - 1)
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const row = clamp(i + offset(n[6]!) - Math.trunc(size / 2))
          const column = clamp(j + offset(n[7]!) - Math.trunc(size / 2))
          cut.add(`${row} ${column}`)
        }
      }
      return each(x, (value, r, c) => (cut.has(`${r} ${c}`) ? 0 : value))
    }
  ]
}

/** What `augment` should give. */
export function referenceAugment(
  { values, size, channels }: Pictures,
  names: readonly string[],
  numbers: ArrayLike<number>
): Float32Array {
  const length = size * size * channels
  const pictures = Array.from({ length: values.length / length }, (_, index) => {
    const own = Array.from(numbers).slice(index * NUMBERS, (index + 1) * NUMBERS)
    const picture = Array.from({ length: size }, (_, r) =>
      Array.from({ length: size }, (_, c) => {
        const at = index * length + (r * size + c) * channels
        return Array.from(values.subarray(at, at + channels))
      })
    )
    return names.flatMap((name) => STEPS[name]!).reduce((x, step) => step(x, own), picture)
  })
  return Float32Array.from(pictures.flat(3))
}

function each(
  x: number[][][],
  f: (value: number, row: number, column: number, channel: number) => number
): number[][][] {
  return x.map((row, r) => row.map((pixel, c) => pixel.map((value, k) => f(value, r, c, k))))
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
