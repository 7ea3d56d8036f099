import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Found } from '../found.ts'
import { refusal, refusalReason } from '../refusal.ts'
import { readZipMember } from './zip-member.ts'

// Of captions there may be one for each of 100,000 pictures; the way through a promise takes three times
// as long as one of them.
const SMALL_BYTES = 65_536

/** The whole content of a small file of a source; throws a refusal. */
export async function readEntry({ place, bytes }: Found, mostBytes: number): Promise<Buffer> {
  if (bytes > mostBytes) {
    const [has, allowed] = [bytes, mostBytes].map((length) => Math.round(length / 1e6))
    throw refusal(`It has ${has} MB, more than the ${allowed} allowed.`)
  }
  try {
    if (place.kind === 'grey') return Buffer.from(place.pixels)
    if (place.kind === 'zip') return readZipMember(place)
    const path = Buffer.from(place.path)
    return bytes > SMALL_BYTES ? await readFile(path) : readFileSync(path)
  } catch (error) {
    if (refusalReason(error) !== undefined) throw error
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw refusal(`It cannot be read (${String(code)}).`, error)
  }
}
