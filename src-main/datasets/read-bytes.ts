import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { HEAD_BYTES, recognise, type PictureKind } from './content.ts'
import type { Place } from './found.ts'
import { refusal, refusalReason } from './refusal.ts'

/** Half of what a file and its pixels may take; see `decoders/limits.ts`. */
const MOST_BYTES = 150e6

/** What is longer is read only when its beginning is a picture's. */
const MOST_AT_ONCE = 2 ** 20

// A pipe in place of a file would wait for a writer for ever.
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** The bytes of a picture, and what its content says it is. */
export interface PictureBytes {
  bytes: Buffer
  kind: PictureKind
}

/** Gives memory of a length to read a file into, with anything in it. */
export type Allocate = (bytes: number) => Buffer

/** Reads a file that is a picture by its content; throws a refusal where it is none or cannot be read. */
export function readFile(
  { path }: Extract<Place, { kind: 'file' }>,
  allocate: Allocate = Buffer.allocUnsafeSlow
): PictureBytes {
  let file: number | undefined
  try {
    file = openSync(Buffer.from(path), WITHOUT_WAITING)
    const info = fstatSync(file)
    if (info.isDirectory()) throw refusal('It is a folder now.')
    if (!info.isFile())
      throw refusal('It is neither a file nor a folder but a pipe, socket or device.')
    const head = allocate(info.size > MOST_AT_ONCE ? HEAD_BYTES : info.size)
    fill(file, head, 0)
    const kind = pictureKind(head)
    checkBytes(info.size)
    if (info.size <= head.length) return { bytes: head, kind }
    const bytes = allocate(info.size)
    head.copy(bytes)
    fill(file, bytes, head.length)
    return { bytes, kind }
  } catch (error) {
    throw refusalReason(error) === undefined ? refusal(whyUnreadable(error), error) : error
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** What a picture's first bytes say it is; throws a refusal where it is none. */
export function pictureKind(head: Uint8Array): PictureKind {
  const content = recognise(head.subarray(0, HEAD_BYTES))
  if ('reason' in content) throw refusal(content.reason)
  return content.picture
}

/** Refuses more bytes than are taken into memory for one picture. */
export function checkBytes(bytes: number): void {
  if (bytes <= MOST_BYTES) return
  const [has, allowed] = [bytes, MOST_BYTES].map((length) => Math.round(length / 1e6))
  throw refusal(`It has ${has} MB, more than the ${allowed} allowed; make it smaller.`)
}

function fill(file: number, bytes: Buffer, start: number): void {
  let at = start
  while (at < bytes.length) {
    const read = readSync(file, bytes, at, bytes.length - at, at)
    if (read === 0) throw refusal('It became shorter while it was read.')
    at += read
  }
}

const READ_FAILURES: Record<string, string> = {
  EACCES: 'It cannot be read with your rights.',
  EPERM: 'It cannot be read with your rights.',
  ENOENT: 'It disappeared while the folder was read.',
  EIO: 'The disk cannot read it.'
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return READ_FAILURES[code] ?? `It cannot be read (${code || String(error)}).`
}
