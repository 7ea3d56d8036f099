// TensorFlow's record files (tensorflow.org, "TFRecord and tf.train.Example"): length, its checksum, the
// bytes, their checksum, all little-endian.

const CASTAGNOLI = 0x82f63b78
// So that the checksum of something that holds checksums is no fixed point.
const MASK = 0xa282ead8

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ CASTAGNOLI : value >>> 1
  return value
})

/** CRC-32C (RFC 3720, appendix B.4). */
export function crc32c(bytes: Uint8Array): number {
  let value = ~0
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255]! ^ (value >>> 8)
  return ~value >>> 0
}

/** One record of a file; a file is nothing but records. */
export function encodeRecord(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(bytes.length + 16)
  record.writeBigUInt64LE(BigInt(bytes.length), 0)
  record.writeUInt32LE(masked(record.subarray(0, 8)), 8)
  record.set(bytes, 12)
  record.writeUInt32LE(masked(bytes), 12 + bytes.length)
  return record
}

function masked(bytes: Uint8Array): number {
  const value = crc32c(bytes)
  return (((value >>> 15) | (value << 17)) + MASK) >>> 0
}
