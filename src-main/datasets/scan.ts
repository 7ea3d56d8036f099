import { stat as statLater, type BigIntStats, type Dirent } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { StudioError } from '../contract/errors.ts'
import { createBreather } from './breathe.ts'
import type { Listing } from './found.ts'
import { sortByKey } from './sort.ts'

/** Settings of a scan. */
export interface ScanOptions {
  signal?: AbortSignal
}

/** A name or path with one character for each of its bytes: short, and quick to compare. */
type Raw = string

interface Visit {
  path: Raw
  /** Path inside the folder. */
  inside: Raw
  /** Device and inode of what has been read already, with the name it was read under. */
  seen: Map<string, string>
  signal: AbortSignal | undefined
}

// Enough of them wait for the disk at a time, and few enough to be no burden.
const STATS_AT_A_TIME = 64
const NAMES_AT_A_TIME = 1024

/**
 * Lists a folder and all folders in it, in the order of their names' bytes, so that the same files
 * give the same data set on every machine. Links are followed, but nothing is read twice.
 */
export async function* scanFolder(folder: string, options: ScanOptions = {}): Listing {
  const info = await stat(folder, { bigint: true }).catch(() => undefined)
  if (!info?.isDirectory()) {
    throw new StudioError(
      'import/no-folder',
      info
        ? `${folder} is a file, not a folder; choose the folder that holds the pictures.`
        : `There is no folder ${folder}; choose the folder that holds the pictures.`
    )
  }
  const path = Buffer.from(folder).toString('latin1')
  const listed = await listSorted(path).catch((cause: unknown) => {
    throw new StudioError(
      'import/no-access',
      `The folder ${folder} cannot be read (${codeOf(cause)}); change its rights or copy the pictures elsewhere.`,
      { cause }
    )
  })
  const seen = new Map([[identity(info), '.']])
  yield* scan(listed, { path, inside: '', seen, signal: options.signal })
}

async function* scan(names: readonly Raw[], visit: Visit): Listing {
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
      const place = { kind: 'file', path: new Uint8Array(bytesOf(path)) } as const
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
  name: Raw
  /** Of what a link leads to; an error code where that cannot be told. */
  info: BigIntStats | string
}

async function* withStats(names: readonly Raw[], folder: Raw): AsyncIterable<Listed> {
  for (let at = 0; at < names.length; at += STATS_AT_A_TIME) {
    yield* await Promise.all(
      names.slice(at, at + STATS_AT_A_TIME).map(async (name) => ({
        name,
        info: await look(join(folder, name))
      }))
    )
  }
}

// With a callback a look takes half the time that it takes with a promise of the file system's.
function look(path: Raw): Promise<BigIntStats | string> {
  return new Promise((resolve) => {
    statLater(bytesOf(path), { bigint: true }, (error, info) => {
      resolve(error ? codeOf(error) : info)
    })
  })
}

// Read in parts: with 100,000 names at once the thread would stand still for a tenth of a second.
async function listSorted(path: Raw): Promise<Raw[]> {
  const keys: Raw[] = []
  // Its types leave out that names can be had as bytes.
  const options = { encoding: 'buffer' as BufferEncoding, bufferSize: NAMES_AT_A_TIME }
  for await (const entry of (await opendir(bytesOf(path), options)) as AsyncIterable<unknown>) {
    const found = entry as Dirent<Buffer>
    const name = found.name.toString('latin1')
    // A folder sorts with its slash, which makes the walk's order that of whole paths.
    keys.push((await isFolder(found, join(path, name))) ? `${name}/` : name)
  }
  const sorted = await sortByKey(keys, (key) => key, createBreather())
  return sorted.map((key) => (key.endsWith('/') ? key.slice(0, -1) : key))
}

async function isFolder(found: Dirent<Buffer>, path: Raw): Promise<boolean> {
  if (found.isFile() || found.isDirectory()) return found.isDirectory()
  // A link, and what some file systems do not tell, is followed.
  const info = await look(path)
  return typeof info !== 'string' && info.isDirectory()
}

function join(folder: Raw, name: Raw): Raw {
  return folder === '' ? name : `${folder}/${name}`
}

function bytesOf(path: Raw): Buffer {
  return Buffer.from(path, 'latin1')
}

// As text for people: UTF-8 where it is, Latin-1 where it is not.
function showName(path: Raw): string {
  const text = bytesOf(path).toString('utf8')
  return text.includes('\ufffd') && !bytesOf(path).equals(Buffer.from(text)) ? path : text
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
