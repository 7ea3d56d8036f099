import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Cache } from '../../datasets/cache.ts'
import { fingerprint } from '../../datasets/edits.ts'
import { itemBytes } from '../../datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { readSafetensors, writeSafetensors } from '../safetensors.ts'
import { createMemory, LOOK, type Eye, type Memory } from './eye.ts'

/** The real pictures that samples are held against. */
export interface RealPictures {
  /** The folder that they are in, and where what is seen of them is kept. */
  folder: string
  /** Names the pictures in use. */
  fingerprint: string
  /** Their numbers, in an order that is the same for every evaluation. */
  numbers: readonly number[]
}

// Seconds at 64 px, once a data set; a twentieth as many would do for all but copies of training pictures.
const USUAL = 5000
const SEED = 1
const FORMAT = 'gan-atelier-features-1'

/** Twice as many as `samples`, or `USUAL`, or all there are. */
export function chooseReal(
  folder: string,
  cache: Cache,
  excluded: readonly number[],
  samples: number
): RealPictures {
  const left = new Set(excluded)
  const numbers = Array.from({ length: cache.count }, (_, i) => i).filter((i) => !left.has(i))
  const wanted = Math.min(numbers.length, Math.max(USUAL, 2 * samples))
  const random = createRandom(SEED, STREAMS.evaluation)
  // The beginning of a shuffle (Fisher and Yates).
  for (let i = 0; i < wanted; i++) {
    const other = i + random.integer(numbers.length - i)
    ;[numbers[i], numbers[other]] = [numbers[other]!, numbers[i]!]
  }
  return {
    folder,
    fingerprint: fingerprint(cache.hash, excluded),
    numbers: numbers.slice(0, wanted)
  }
}

/** What an eye sees of them: looked at once, and kept in a file beside them. */
export async function rememberReal(
  { folder, fingerprint, numbers }: RealPictures,
  cache: Cache,
  eye: Eye,
  { report, breathe }: { report: (done: number) => void; breathe: Breathe }
): Promise<Memory> {
  const key = JSON.stringify([FORMAT, eye.name, fingerprint, numbers.length])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const file = join(folder, `features-${name}.safetensors`)
  const kept = readMemory(file, eye, numbers.length)
  if (kept) return kept
  const { memory, add } = createMemory(eye, numbers.length)
  const length = itemBytes(cache)
  for (let from = 0; from < numbers.length; from += LOOK) {
    const some = numbers.slice(from, from + LOOK)
    const bytes = new Uint8Array(some.length * length)
    cache.read(some, bytes)
    add(some.map((_, row) => bytes.subarray(row * length, (row + 1) * length)))
    report(from + some.length)
    await breathe()
  }
  keepMemory(file, memory)
  return memory
}

function keepMemory(file: string, { view, tallies }: Memory): void {
  const arrays = [
    ...view.map(({ width, values }, network) => ({
      name: `view${network}`,
      shape: [values.length / width, width],
      values
    })),
    ...tallies.map((values, head) => ({ name: `tally${head}`, shape: [values.length], values }))
  ]
  writeSafetensors(file, arrays, { format: FORMAT })
}

function readMemory(file: string, eye: Eye, count: number): Memory | undefined {
  try {
    const { arrays } = readSafetensors(file)
    const { memory } = createMemory(eye, count)
    memory.view.forEach(({ values }, network) => values.set(arrays.get(`view${network}`)!.values))
    memory.tallies.forEach((values, head) => values.set(arrays.get(`tally${head}`)!.values))
    return memory
  } catch {
    // None is there, or none that is whole: they are looked at again.
    return undefined
  }
}
