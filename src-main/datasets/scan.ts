import type { BigIntStats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { StudioError } from '../contract/errors.ts'

/** A file that may be a picture; only its content will tell. */
export interface Found {
  kind: 'found'
  /** Absolute, as bytes: names need not be valid text. */
  path: Buffer
  /** Path inside the scanned folder, for people, with `/` between its parts. */
  file: string
}

/** Something in the folder that was not read, and why. */
export interface Rejected {
  kind: 'rejected'
  file: string
  /** One sentence. */
  reason: string
}

/** Settings of a scan. */
export interface ScanOptions {
  signal?: AbortSignal
}

interface Visit {
  path: Buffer
  /** Path inside the folder, as bytes. */
  inside: Buffer
  /** Device and inode of what has been read already, with the name it was read under. */
  seen: Map<string, string>
  signal: AbortSignal | undefined
}

const SLASH = Buffer.from('/')

/**
 * Lists a folder and all folders in it, in the order of their names' bytes, so that the same files
 * give the same data set on every machine. Links are followed, but nothing is read twice.
 */
export async function* scanFolder(
  folder: string,
  options: ScanOptions = {}
): AsyncIterable<Found | Rejected> {
  const path = Buffer.from(folder)
  const info = await stat(path, { bigint: true }).catch(() => undefined)
  if (!info?.isDirectory()) {
    throw new StudioError(
      'import/no-folder',
      info
        ? `${folder} is a file, not a folder; choose the folder that holds the pictures.`
        : `There is no folder ${folder}; choose the folder that holds the pictures.`
    )
  }
  const listed = await listSorted(path).catch((cause: unknown) => {
    throw new StudioError(
      'import/no-access',
      `The folder ${folder} cannot be read (${codeOf(cause)}); change its rights or copy the pictures elsewhere.`,
      { cause }
    )
  })
  const seen = new Map([[identity(info), '.']])
  yield* scan(listed, { path, inside: Buffer.alloc(0), seen, signal: options.signal })
}

/** A name or path as text for people: UTF-8 where it is, Latin-1 where it is not. */
export function showName(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : bytes.toString('latin1')
}

async function* scan(listed: Listed[], visit: Visit): AsyncIterable<Found | Rejected> {
  for (const { name, info } of listed) {
    visit.signal?.throwIfAborted()
    const path = join(visit.path, name)
    const inside = join(visit.inside, name)
    const file = showName(inside)
    const reason = typeof info === 'string' ? whyMissing(info) : whyNot(info, visit.seen)
    if (reason !== undefined || typeof info === 'string') {
      yield { kind: 'rejected', file, reason: reason ?? '' }
      continue
    }
    visit.seen.set(identity(info), file)
    if (info.isFile()) {
      yield { kind: 'found', path, file }
      continue
    }
    const within = await listSorted(path).catch(codeOf)
    if (typeof within === 'string') {
      yield { kind: 'rejected', file, reason: `It is a folder that cannot be read (${within}).` }
    } else {
      yield* scan(within, { ...visit, path, inside })
    }
  }
}

const MISSING: Record<string, string> = {
  ENOENT: 'It is a link that leads nowhere.',
  ELOOP: 'It is a link that leads in a circle.'
}

function whyMissing(code: string): string {
  return MISSING[code] ?? `It cannot be read (${code}).`
}

// Device and inode stay the same under every name of a file.
const identity = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`

function whyNot(info: BigIntStats, seen: ReadonlyMap<string, string>): string | undefined {
  if (!info.isFile() && !info.isDirectory()) {
    return 'It is neither a file nor a folder but a pipe, socket or device.'
  }
  const first = seen.get(identity(info))
  return first === undefined ? undefined : `It is another name of “${first}”, which is read once.`
}

interface Listed {
  name: Buffer
  /** Of what a link leads to; an error code where that cannot be told. */
  info: BigIntStats | string
}

async function listSorted(path: Buffer): Promise<Listed[]> {
  const names = await readdir(path, { encoding: 'buffer' })
  const listed = await Promise.all(
    names.map(async (name) => ({
      name,
      info: await stat(join(path, name), { bigint: true }).catch(codeOf)
    }))
  )
  // A folder sorts with its slash, which makes the walk's order that of whole paths.
  const keyed = listed.map((entry) => ({
    entry,
    key: isFolder(entry) ? Buffer.concat([entry.name, SLASH]) : entry.name
  }))
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry)
}

function join(folder: Buffer, name: Buffer): Buffer {
  return folder.length === 0 ? name : Buffer.concat([folder, SLASH, name])
}

function isFolder({ info }: Listed): boolean {
  return typeof info !== 'string' && info.isDirectory()
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
