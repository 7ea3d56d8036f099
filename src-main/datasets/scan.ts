import type { BigIntStats, Dirent } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { StudioError } from '../contract/errors.ts'
import type { Listing } from './found.ts'

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
// Enough of them wait for the disk at a time, and few enough to be no burden.
const STATS_AT_A_TIME = 64
const NAMES_AT_A_TIME = 1024

/**
 * Lists a folder and all folders in it, in the order of their names' bytes, so that the same files
 * give the same data set on every machine. Links are followed, but nothing is read twice.
 */
export async function* scanFolder(folder: string, options: ScanOptions = {}): Listing {
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

async function* scan(names: readonly Buffer[], visit: Visit): Listing {
  for await (const { name, info } of withStats(names, visit.path)) {
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
      // An array of its own: a buffer may be part of a larger one, which a thread would be sent too.
      const place = { kind: 'file', path: new Uint8Array(path) } as const
      const modified = Number(info.mtimeMs)
      yield { kind: 'found', file, place, bytes: Number(info.size), modified }
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

async function* withStats(names: readonly Buffer[], folder: Buffer): AsyncIterable<Listed> {
  for (let at = 0; at < names.length; at += STATS_AT_A_TIME) {
    yield* await Promise.all(
      names.slice(at, at + STATS_AT_A_TIME).map(async (name) => ({
        name,
        info: await stat(join(folder, name), { bigint: true }).catch(codeOf)
      }))
    )
  }
}

// Read in parts and compared as text of one byte a character: with 100,000 names at once the thread
// would stand still for a tenth of a second.
async function listSorted(path: Buffer): Promise<Buffer[]> {
  const keyed: { name: Buffer; key: string }[] = []
  // Its types leave out that names can be had as bytes.
  const options = { encoding: 'buffer' as BufferEncoding, bufferSize: NAMES_AT_A_TIME }
  for await (const entry of (await opendir(path, options)) as AsyncIterable<unknown>) {
    const { name, isFolder } = await look(entry as Dirent<Buffer>, path)
    // A folder sorts with its slash, which makes the walk's order that of whole paths.
    keyed.push({ name, key: name.toString('latin1') + (isFolder ? '/' : '') })
  }
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name }) => name)
}

async function look(entry: Dirent<Buffer>, folder: Buffer) {
  const { name } = entry
  // A link, and what some file systems do not tell, is followed.
  const isPlain = entry.isFile() || entry.isDirectory()
  const info = isPlain ? entry : await stat(join(folder, name)).catch(() => undefined)
  return { name, isFolder: info?.isDirectory() === true }
}

function join(folder: Buffer, name: Buffer): Buffer {
  return folder.length === 0 ? name : Buffer.concat([folder, SLASH, name])
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
