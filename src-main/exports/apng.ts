import { readChunks, writeChunk, writePng } from './png-chunks.ts'

/**
 * Joins PNGs of one size and colour type as the frames of an endlessly repeated animated PNG (third edition
 * of the PNG specification, 11.3.6); viewers that know no animation show the first.
 */
export function joinApng(pngs: readonly Uint8Array[], framesPerSecond: number): Uint8Array {
  const frames = pngs.map((png) => readChunks(png))
  const header = frames[0]!.find(({ type }) => type === 'IHDR')!
  // Frames after the first are numbered together with every frame's control.
  let sequence = 0
  const chunks = frames.flatMap((frame, number) => {
    const control = writeChunk('fcTL', frameControl(sequence++, header.data, framesPerSecond))
    const pixels = frame.filter(({ type }) => type === 'IDAT')
    if (number === 0) return [control, ...pixels.map(({ bytes }) => bytes)]
    return [
      control,
      ...pixels.map(({ data }) => writeChunk('fdAT', Buffer.concat([word(sequence++), data])))
    ]
  })
  // How many frames, and 0 for without an end.
  const animation = writeChunk('acTL', Buffer.concat([word(frames.length), word(0)]))
  return writePng([header.bytes, animation, ...chunks, writeChunk('IEND', new Uint8Array())])
}

function frameControl(sequence: number, header: Uint8Array, framesPerSecond: number): Uint8Array {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt32BE(sequence, 0)
  // Width and height, which begin the header too; then its place, which is the corner.
  bytes.set(header.subarray(0, 8), 4)
  // The time it stays, as a fraction of seconds; then it is replaced by the next.
  bytes.writeUInt16BE(1, 20)
  bytes.writeUInt16BE(framesPerSecond, 22)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value, 0)
  return bytes
}
