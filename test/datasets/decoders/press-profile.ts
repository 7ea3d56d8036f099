/** Colours of inks by a profile, 0-255; inks are bytes, 255 is full. */
export type Profile = (inks: readonly number[]) => number[]

/** A table of a profile, from shares of its inputs to shares of its outputs. */
type Table = (shares: readonly number[]) => number[]

/**
 * Goes from inks to sRGB by the perceptual tables of a CMYK profile (ICC.1:2022, 10.10, `lut16Type`)
 * and by the formulas of CIE and IEC 61966-2-1, with the darkest inks made black (ISO 18619): a way
 * of its own beside littleCMS, to hold it against.
 */
export function readPressProfile(profile: Buffer): Profile {
  const toLab = readTable(profile, 'A2B0')
  // All that it can print.
  const darkest = fromLab(toLab([1, 1, 1, 1]))
  return (inks) => {
    const xyz = fromLab(toLab(inks.map((ink) => ink / 255)))
    return toSrgb(
      xyz.map((value, i) => {
        const [white, black] = [WHITE[i]!, darkest[i]!]
        return Math.max(0, ((value - black) * white) / (white - black))
      })
    )
  }
}

function readTable(profile: Buffer, name: string): Table {
  const table = tagOf(profile, name)
  if (table.toString('latin1', 0, 4) !== 'mft2') throw new Error('not a lut16Type')
  const [inputs = 0, outputs = 0, points = 0] = table.subarray(8, 11)
  const [inputLevels, outputLevels] = [table.readUInt16BE(48), table.readUInt16BE(50)]
  const level = (place: number): number => table.readUInt16BE(52 + place * 2) / 65_535
  const grid = inputs * inputLevels
  const output = grid + points ** inputs * outputs

  return (shares) => {
    const place = shares.map(
      (share, i) => curve(share, inputLevels, (n) => level(i * inputLevels + n)) * (points - 1)
    )
    return Array.from({ length: outputs }, (_, channel) => {
      const mixed = interpolate(place, points, (n) => level(grid + n * outputs + channel))
      return curve(mixed, outputLevels, (n) => level(output + channel * outputLevels + n))
    })
  }
}

function tagOf(profile: Buffer, name: string): Buffer {
  const count = profile.readUInt32BE(128)
  for (let i = 0; i < count; i++) {
    const at = 132 + i * 12
    if (profile.toString('latin1', at, at + 4) !== name) continue
    const start = profile.readUInt32BE(at + 4)
    return profile.subarray(start, start + profile.readUInt32BE(at + 8))
  }
  throw new Error(`no ${name}`)
}

function curve(share: number, levels: number, level: (n: number) => number): number {
  const place = share * (levels - 1)
  const below = Math.min(levels - 2, Math.floor(place))
  const part = place - below
  return level(below) * (1 - part) + level(below + 1) * part
}

// Between the corners of the cell around a place; the last input changes fastest.
function interpolate(place: number[], points: number, value: (n: number) => number): number {
  const below = place.map((n) => Math.min(points - 2, Math.floor(n)))
  let sum = 0
  for (let corner = 0; corner < 2 ** place.length; corner++) {
    let [weight, index] = [1, 0]
    place.forEach((n, input) => {
      const isUpper = (corner >> input) & 1
      const part = n - below[input]!
      weight *= isUpper ? part : 1 - part
      index = index * points + below[input]! + isUpper
    })
    if (weight > 0) sum += weight * value(index)
  }
  return sum
}

// Version 2 writes L from 0 to 100 and a, b from -128 to 127 as 0 to 65,280.
const FULL = 65_280 / 65_535

// Of profiles: D50. The matrix is that of sRGB, adapted to it.
const WHITE = [0.9642, 1, 0.8249]
const FROM_XYZ = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427]
]

function fromLab(shares: number[]): number[] {
  const [first = 0, second = 0, third = 0] = shares.map((share) => share / FULL)
  const y = (first * 100 + 16) / 116
  const [a, b] = [second * 255 - 128, third * 255 - 128]
  return [y + a / 500, y, y - b / 200].map(
    (f, i) => WHITE[i]! * (f > 6 / 29 ? f ** 3 : 3 * (6 / 29) ** 2 * (f - 4 / 29))
  )
}

function toSrgb(xyz: number[]): number[] {
  return FROM_XYZ.map((row) => {
    const linear = row.reduce((sum, factor, i) => sum + factor * xyz[i]!, 0)
    const inside = Math.min(1, Math.max(0, linear))
    return 255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055)
  })
}
