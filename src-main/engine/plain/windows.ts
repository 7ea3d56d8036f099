import { sizeOf } from '../shape.ts'

/** How a filter moves over an array, one number per spatial axis. */
export interface WindowOptions {
  strides: readonly number[]
  dilations: readonly number[]
  padding: 'SAME' | 'VALID'
}

/** Where a filter's taps fall, for every place that the filter takes. */
export interface Windows {
  /** How many places, and taps of the filter. */
  places: number
  taps: number
  /** [places, taps]: the pixel under the tap, -1 where the filter hangs over the edge. */
  pixels: Int32Array
}

/** The windows of a filter over a picture of any number of spatial axes, `output` places of it. */
export function windowsOf(
  input: readonly number[],
  filter: readonly number[],
  output: readonly number[],
  { strides, dilations, padding }: WindowOptions
): Windows {
  const before = input.map((size, axis) => {
    if (padding === 'VALID') return 0
    const reach = (filter[axis]! - 1) * dilations[axis]! + 1
    const missing = (output[axis]! - 1) * strides[axis]! + reach - size
    // TensorFlow's rule: an odd missing pixel is added at the end.
    return Math.floor(Math.max(missing, 0) / 2)
  })
  const [places, taps] = [sizeOf(output), sizeOf(filter)]
  const pixels = new Int32Array(places * taps)
  for (let place = 0; place < places; place++) {
    const at = coordinates(place, output)
    for (let tap = 0; tap < taps; tap++) {
      const within = coordinates(tap, filter)
      let pixel = 0
      for (let axis = 0; axis < input.length; axis++) {
        const position =
          at[axis]! * strides[axis]! + within[axis]! * dilations[axis]! - before[axis]!
        const inside = pixel >= 0 && position >= 0 && position < input[axis]!
        pixel = inside ? pixel * input[axis]! + position : -1
      }
      pixels[place * taps + tap] = pixel
    }
  }
  return { places, taps, pixels }
}

/** Copies what lies under the windows into `patches` [places, taps * channels]; 0 beyond the edge. */
export function gatherWindows(
  { pixels }: Windows,
  source: Float32Array,
  offset: number,
  pixelStep: number,
  channels: number,
  patches: Float32Array
): void {
  let to = 0
  for (const pixel of pixels) {
    const from = offset + pixel * pixelStep
    for (let c = 0; c < channels; c++) patches[to++] = pixel < 0 ? 0 : source[from + c]!
  }
}

/** Adds `patches` to what lies under the windows: the transpose of `gatherWindows`. */
export function scatterWindows(
  { pixels }: Windows,
  patches: Float32Array,
  target: Float32Array,
  offset: number,
  pixelStep: number,
  channels: number
): void {
  let from = 0
  for (const pixel of pixels) {
    const to = offset + pixel * pixelStep
    if (pixel >= 0) for (let c = 0; c < channels; c++) target[to + c]! += patches[from + c]!
    from += channels
  }
}

function coordinates(index: number, shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length)
  let rest = index
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    out[axis] = rest % shape[axis]!
    rest = Math.floor(rest / shape[axis]!)
  }
  return out
}
