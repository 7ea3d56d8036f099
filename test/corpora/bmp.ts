import { SIDE, type Entry } from './entry.ts'
import { pack, store, storeIndices, type Stored } from './samples.ts'

interface Layout {
  bits: number
  /** As they stand in the file. */
  rows: Buffer
  compression?: number
  palette?: number[][]
  masks?: number[]
  /** 12 for OS/2, 40 for Windows 3, 108 for Windows 95. */
  header?: number
  isTopDown?: boolean
}

/** A BMP of SIDE x SIDE pixels out of its parts. */
function bmp({
  bits,
  rows,
  compression = 0,
  palette = [],
  masks = [],
  header = 40,
  isTopDown
}: Layout) {
  const info = Buffer.alloc(header)
  info.writeUInt32LE(header, 0)
  const height = isTopDown ? -SIDE : SIDE
  if (header === 12) {
    info.writeUInt16LE(SIDE, 4)
    info.writeUInt16LE(SIDE, 6)
    info.writeUInt16LE(1, 8)
    info.writeUInt16LE(bits, 10)
  } else {
    info.writeInt32LE(SIDE, 4)
    info.writeInt32LE(height, 8)
    info.writeUInt16LE(1, 12)
    info.writeUInt16LE(bits, 14)
    info.writeUInt32LE(compression, 16)
    info.writeUInt32LE(palette.length, 32)
  }
  const maskBytes = Buffer.alloc(masks.length * 4)
  masks.forEach((mask, i) => maskBytes.writeUInt32LE(mask, i * 4))
  // Longer headers hold the masks.
  if (header > 40) maskBytes.copy(info, 40)
  const colours = palette.map(([red = 0, green = 0, blue = 0]) =>
    header === 12 ? [blue, green, red] : [blue, green, red, 0]
  )
  const parts = [info, ...(header > 40 ? [] : [maskBytes]), Buffer.from(colours.flat())]
  const start = 14 + parts.reduce((sum, part) => sum + part.length, 0)
  const file = Buffer.alloc(14)
  file.write('BM')
  file.writeUInt32LE(start + rows.length, 2)
  file.writeUInt32LE(start, 10)
  return Buffer.concat([file, ...parts, rows])
}

// Rows of whole groups of four bytes, the bottom one first unless told.
function layRows(packed: Buffer, isTopDown = false): Buffer {
  const rowBytes = packed.length / SIDE
  const rows = Array.from({ length: SIDE }, (_, row) =>
    Buffer.concat([
      packed.subarray(row * rowBytes, (row + 1) * rowBytes),
      Buffer.alloc((4 - (rowBytes % 4)) % 4)
    ])
  )
  return Buffer.concat(isTopDown ? rows : rows.reverse())
}

const blueFirst = ({ samples }: Stored, channels: number): Buffer =>
  Buffer.from(
    samples.map((_, i) => {
      const channel = i % channels
      return samples[channel < 3 ? i - channel + 2 - channel : i]!
    })
  )

// Numbers of 16 bits, red highest.
function highColour([red, green, blue]: [number, number, number]): {
  rows: Buffer
  shown: Uint8Array
} {
  const { samples } = store('rgb', 8)
  const shown = new Uint8Array(samples.length)
  const packed = Buffer.alloc(SIDE * SIDE * 2)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const stored = [red, green, blue].map((bits, channel) =>
      Math.round((samples[i * 3 + channel]! / 255) * (2 ** bits - 1))
    )
    packed.writeUInt16LE((stored[0]! << (green + blue)) | (stored[1]! << blue) | stored[2]!, i * 2)
    ;[red, green, blue].forEach((bits, channel) => {
      shown[i * 3 + channel] = Math.round((stored[channel]! / (2 ** bits - 1)) * 255)
    })
  }
  return { rows: layRows(packed), shown }
}

/** Runs of one colour, runs of several, row ends and the picture's end, as Windows writes them. */
function runLength({ samples }: Stored, bits: 4 | 8): Buffer {
  const bytes: number[] = []
  for (let row = SIDE - 1; row >= 0; row--) {
    const line = samples.slice(row * SIDE, (row + 1) * SIDE)
    // The first half as it stands, the second as runs of one.
    const half = line.slice(0, SIDE / 2)
    bytes.push(0, half.length, ...(bits === 8 ? half : pack(half, half.length, 4)))
    for (const index of line.slice(SIDE / 2)) bytes.push(1, bits === 8 ? index : index << 4)
    bytes.push(0, 0)
  }
  return Buffer.from([...bytes, 0, 1])
}

/** A BMP of every depth and packing. */
export function bmpEntries(): Entry[] {
  const rgb = store('rgb', 8)
  const rgba = store('rgba', 8)
  const [five, six] = [highColour([5, 5, 5]), highColour([5, 6, 5])]
  const indexed = (bits: 1 | 2 | 4 | 8, more: Partial<Layout> = {}): [Layout, Uint8Array] => {
    const { samples, palette, shown } = storeIndices(bits)
    return [{ bits, rows: layRows(pack(samples, SIDE, bits)), palette, ...more }, shown]
  }
  const withRuns = (bits: 4 | 8): [Layout, Uint8Array] =>
    indexed(bits, { rows: runLength(storeIndices(bits), bits), compression: bits === 8 ? 1 : 2 })
  const unusedFourth = rgb.samples.flatMap((value, i) => (i % 3 === 2 ? [value, 0] : [value]))
  const alphaMasks = [0xff0000, 0xff00, 0xff, 0xff000000]
  const layouts: Record<string, [Layout, Uint8Array]> = {
    'palette-1': indexed(1),
    'palette-2': indexed(2),
    'palette-4': indexed(4),
    'palette-8': indexed(8),
    'palette-8-os2': indexed(8, { header: 12 }),
    'runs-4': withRuns(4),
    'runs-8': withRuns(8),
    'rgb-16': [{ bits: 16, rows: five.rows }, five.shown],
    'rgb-16-masks': [
      { bits: 16, rows: six.rows, compression: 3, masks: [0xf800, 0x7e0, 0x1f] },
      six.shown
    ],
    'rgb-24': [{ bits: 24, rows: layRows(blueFirst(rgb, 3)) }, rgb.shown],
    'rgb-24-top-down': [
      { bits: 24, rows: layRows(blueFirst(rgb, 3), true), isTopDown: true },
      rgb.shown
    ],
    'rgb-32': [
      { bits: 32, rows: layRows(blueFirst({ samples: unusedFourth, shown: rgb.shown }, 4)) },
      rgb.shown
    ],
    'rgba-32': [
      {
        bits: 32,
        rows: layRows(blueFirst(rgba, 4)),
        compression: 3,
        masks: alphaMasks,
        header: 108
      },
      rgba.shown
    ]
  }
  return Object.entries(layouts).map(([name, [layout, pixels]]) => ({
    name: `${name}.bmp`,
    bytes: bmp(layout),
    expected: { pixels }
  }))
}
