import type { Breathe } from '../breathe.ts'
import { findComponents } from './components.ts'
import { DETAIL_SCALE, DESCRIPTION_BYTES, GRIDS, NEUTRAL, PLANES } from './describe.ts'

/** Says of a description what the strangeness of pictures is measured by; each number varies by about 1. */
export type Measure = (description: Uint8Array) => Float64Array<ArrayBuffer>

// Of what pictures have in common these many directions tell; the rest is summed up in one number.
const COMPONENTS = 12
// What one of them counts beside a measure: together they would drown the few measures otherwise.
const SHARE = 0.4
// Levels of 255: directions in which the set hardly varies must not make small things large.
const LEAST_DEVIATION = 12
// The least by which a measure (a binary logarithm) is taken to vary.
const LEAST_SPREAD = 0.25

/**
 * Learns from some of the pictures how all are measured: along their principal components, and by
 * contrast, colour, detail and what the components leave unexplained, each as deviations from the median.
 */
export async function learnMeasure(
  sample: readonly Uint8Array[],
  breathe: Breathe
): Promise<Measure> {
  const samples = sample.map(valuesOf)
  const { mean, directions, deviations } = await findComponents(samples, COMPONENTS, breathe)
  const count = deviations.length

  const look = (description: Uint8Array) => {
    const values = valuesOf(description)
    for (let i = 0; i < values.length; i++) values[i]! -= mean[i]!
    let unexplained = squares(values)
    const along = new Float64Array(count)
    for (let component = 0; component < count; component++) {
      let product = 0
      for (let i = 0, at = component * values.length; i < values.length; i++, at++) {
        product += values[i]! * directions[at]!
      }
      unexplained -= product * product
      along[component] = (SHARE * product) / Math.max(deviations[component]!, LEAST_DEVIATION)
    }
    const plain = [...summarise(description), Math.sqrt(Math.max(0, unexplained) / values.length)]
    return { along, measures: plain.map((value) => Math.log2(1 + value)) }
  }

  await breathe()
  const seen = sample.map((description) => look(description).measures)
  await breathe()
  const scales = seen[0]!.map((_, i) => {
    const values = seen.map((measures) => measures[i]!)
    const middle = medianOf(values)
    const deviation = 1.4826 * medianOf(values.map((value) => Math.abs(value - middle)))
    return { middle, spread: Math.max(LEAST_SPREAD, deviation) }
  })
  return (description) => {
    const { along, measures } = look(description)
    const scaled = measures.map((value, i) => (value - scales[i]!.middle) / scales[i]!.spread)
    return Float64Array.of(...along, ...scaled)
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1]!
}

// Contrast of luma, strength of colour, detail and its unevenness, all in levels of 255.
function summarise(description: Uint8Array): number[] {
  const luma = description.subarray(PLANES.luma, PLANES.luma + GRIDS.luma ** 2)
  const detail = description.subarray(PLANES.detail, DESCRIPTION_BYTES)
  let colour = 0
  for (let i = PLANES.blue; i < PLANES.detail; i++) {
    colour += Math.abs(description[i]! - NEUTRAL) / (PLANES.detail - PLANES.blue)
  }
  const inDetail = spreadOf(detail)
  return [
    spreadOf(luma).deviation,
    colour,
    inDetail.mean / DETAIL_SCALE,
    inDetail.deviation / DETAIL_SCALE
  ]
}

function spreadOf(bytes: Uint8Array): { mean: number; deviation: number } {
  let [sum, squared] = [0, 0]
  for (const byte of bytes) {
    sum += byte
    squared += byte * byte
  }
  const mean = sum / bytes.length
  return { mean, deviation: Math.sqrt(Math.max(0, squared / bytes.length - mean * mean)) }
}

function valuesOf(description: Uint8Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(description.subarray(0, PLANES.detail))
}

function squares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
