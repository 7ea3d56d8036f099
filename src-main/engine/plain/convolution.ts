import { sizeOf } from '../shape.ts'
import { floats, type Attributes, type PlainArray, type PlainOperation } from './arrays.ts'
import { multiplyInto, transposed } from './multiply.ts'
import { gatherWindows, scatterWindows, windowsOf, type Windows } from './windows.ts'

// A convolution is a matrix product, picture by picture and group by group: the windows [places,
// taps * channels] times the filter [taps * channels, filters]. How many spatial axes there are
// shows in the windows alone.

interface Plan {
  windows: Windows
  pictures: number
  /** Pixels of one picture of x. */
  pixels: number
  groups: number
  /** Of a pixel of x, and those that one group sees. */
  channels: number
  groupChannels: number
  /** Of a pixel of y, and those of one group. */
  filters: number
  groupFilters: number
  /** Taps times channels of a group: the length that is summed over. */
  inner: number
  /** What lies under the windows, [places, inner]; used for one picture and group after the other. */
  patches: Float32Array
}

/** x [N,...,C] with w [...,C/groups,D] to [N,...,D]. */
const convolve: PlainOperation = ([x, w], attributes) => {
  const y = floats(outputShape(x!.shape, w!.shape, attributes))
  const plan = planOf(x!.shape, w!.shape, y.shape, attributes)
  const { windows, channels, groupChannels, filters, groupFilters, inner, patches } = plan
  eachGroup(plan, (xOffset, yOffset, filter) => {
    gatherWindows(windows, real(x!), xOffset, channels, groupChannels, patches)
    multiplyInto(
      { values: y.values, offset: yOffset, rowStep: filters },
      { values: patches, offset: 0, rowStep: inner, columnStep: 1 },
      { values: real(w!), offset: filter, rowStep: filters },
      windows.places,
      inner,
      groupFilters
    )
  })
  return [y]
}

/** The shape of x, w and the gradient of y to the gradient of x. */
const convolveBackInput: PlainOperation = ([shape, w, dy], attributes) => {
  const dx = floats(Array.from(shape!.values))
  const plan = planOf(dx.shape, w!.shape, dy!.shape, attributes)
  const { windows, channels, groupChannels, filters, groupFilters, inner, patches } = plan
  const turned = transposed(real(w!), inner, filters)
  eachGroup(plan, (xOffset, yOffset, filter) => {
    patches.fill(0)
    multiplyInto(
      { values: patches, offset: 0, rowStep: inner },
      { values: real(dy!), offset: yOffset, rowStep: filters, columnStep: 1 },
      { values: turned, offset: filter * inner, rowStep: inner },
      windows.places,
      groupFilters,
      inner
    )
    scatterWindows(windows, patches, dx.values, xOffset, channels, groupChannels)
  })
  return [dx]
}

/** x, the shape of w and the gradient of y to the gradient of w. */
const convolveBackFilter: PlainOperation = ([x, shape, dy], attributes) => {
  const dw = floats(Array.from(shape!.values))
  const plan = planOf(x!.shape, dw.shape, dy!.shape, attributes)
  const { windows, channels, groupChannels, filters, groupFilters, inner, patches } = plan
  eachGroup(plan, (xOffset, yOffset, filter) => {
    gatherWindows(windows, real(x!), xOffset, channels, groupChannels, patches)
    multiplyInto(
      { values: dw.values, offset: filter, rowStep: filters },
      { values: patches, offset: 0, rowStep: 1, columnStep: inner },
      { values: real(dy!), offset: yOffset, rowStep: filters },
      inner,
      windows.places,
      groupFilters
    )
  })
  return [dw]
}

/** Convolutions over two and three spatial axes, and their gradients. */
export const CONVOLUTIONS = {
  Conv2D: convolve,
  Conv2DBackpropInput: convolveBackInput,
  Conv2DBackpropFilter: convolveBackFilter,
  Conv3D: convolve,
  Conv3DBackpropInputV2: convolveBackInput,
  Conv3DBackpropFilterV2: convolveBackFilter
} satisfies Record<string, PlainOperation>

function planOf(
  x: readonly number[],
  w: readonly number[],
  y: readonly number[],
  attributes: Attributes
): Plan {
  attributes.choice('data_format', ['NHWC', 'NDHWC'])
  const windows = windowsOf(spatial(x), w.slice(0, -2), spatial(y), windowOptions(attributes))
  const [groupChannels, filters] = w.slice(-2) as [number, number]
  const channels = x.at(-1)!
  const groups = channels / groupChannels
  const inner = windows.taps * groupChannels
  return {
    windows,
    pictures: x[0]!,
    pixels: sizeOf(spatial(x)),
    groups,
    channels,
    groupChannels,
    filters,
    groupFilters: filters / groups,
    inner,
    patches: new Float32Array(windows.places * inner)
  }
}

// `filter` is the first one of the group; the offsets count floats.
function eachGroup(
  { windows, pictures, groups, channels, groupChannels, filters, groupFilters, pixels }: Plan,
  work: (xOffset: number, yOffset: number, filter: number) => void
): void {
  for (let picture = 0; picture < pictures; picture++) {
    for (let group = 0; group < groups; group++) {
      const filter = group * groupFilters
      work(
        picture * pixels * channels + group * groupChannels,
        picture * windows.places * filters + filter,
        filter
      )
    }
  }
}

function outputShape(x: readonly number[], w: readonly number[], attributes: Attributes): number[] {
  const { strides, dilations, padding } = windowOptions(attributes)
  const places = spatial(x).map((size, axis) => {
    const reach = padding === 'SAME' ? 1 : (w[axis]! - 1) * dilations[axis]! + 1
    return Math.ceil((size - reach + 1) / strides[axis]!)
  })
  return [x[0]!, ...places, w.at(-1)!]
}

function windowOptions(attributes: Attributes) {
  return {
    strides: spatial(attributes.numbers('strides')),
    dilations: spatial(attributes.numbers('dilations')),
    padding: attributes.choice('padding', ['SAME', 'VALID'])
  }
}

// Without the pictures' and the channels' axis.
function spatial(shape: readonly number[]): readonly number[] {
  return shape.slice(1, -1)
}

function real({ values }: PlainArray): Float32Array {
  return values as Float32Array
}
