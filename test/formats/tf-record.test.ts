import { expect, test } from 'vitest'
import { crc32c, encodeRecord } from '../../src-main/formats/tf-record.ts'

// RFC 3720, appendix B.4.
test.for([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, n) => n), 0x46dd794e],
  ['31 to 0', Uint8Array.from({ length: 32 }, (_, n) => 31 - n), 0x113fdb5c]
] as const)('the CRC-32C of %s is that of the RFC', ([, bytes, expected]) => {
  expect(crc32c(bytes)).toBe(expected)
})

test('a record is its length, its bytes and their masked checksums', () => {
  const record = Buffer.from(encodeRecord(Buffer.from('abc')))
  expect(record.length).toBe(19)
  expect(record.readBigUInt64LE(0)).toBe(3n)
  expect(record.subarray(12, 15).toString()).toBe('abc')
})
