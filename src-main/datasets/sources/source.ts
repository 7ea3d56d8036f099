import type { FileHandle } from 'node:fs/promises'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LabelSource } from '../../contract/import-settings.ts'
import { StudioError } from '../../contract/errors.ts'
import type { Rejection } from '../../contract/models.ts'
import { createBreather } from '../breathe.ts'
import type { Found, Listing } from '../found.ts'
import { collectLabels } from '../labels/collect.ts'
import { isLabelName } from '../labels/table-files.ts'
import type { Labels } from '../labels.ts'
import { scanFolder } from '../scan.ts'
import { idxPair, isIdxName, readIdxFiles } from './idx.ts'
import { listZip } from './zip.ts'

/** Where pictures and their labels come from. */
export interface Source {
  /** Once; in an order that depends on names alone. */
  entries: Listing
  /** Of a picture, by its path in the source; complete once `entries` has ended. */
  labels(file: string): Labels
  /** Where these labels come from. */
  origins(file: string): LabelSource[]
  /** What a person should know of tables and captions that were used, once `entries` has ended. */
  notes(): Rejection[]
}

/** Settings of opening a source. */
export interface SourceOptions {
  /** Where labels are taken from. */
  labels: readonly LabelSource[]
  signal?: AbortSignal
}

/** What lists a source, by how the file begins. */
interface Kind {
  mark: RegExp
  list(path: string, signal: AbortSignal | undefined): Listing
  isIdx?: boolean
}

const HEAD_BYTES = 4
const KINDS: Kind[] = [
  // An archive begins with a file, or with its end where it is empty; a program may stand before it.
  { mark: /^(PK\x03\x04|PK\x05\x06|MZ)/, list: listZip },
  { mark: /^(\0\0[\x08-\x0e][\x01-\x04]|\x1f\x8b)/, list: listIdxPair, isIdx: true }
]

/**
 * Opens a folder, a zip, or an idx file with the one that pairs with it; the content says which. Throws
 * `import/no-folder`, `import/no-access`, `import/no-source`, and while it is read
 * `import/damaged-archive`.
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  const info = await stat(path).catch(() => undefined)
  // Also where there is nothing, which it says.
  if (!info?.isFile()) return readListing(scanFolder(path, options), options)
  const head = await readHead(path)
  const kind = KINDS.find(({ mark }) => mark.test(head))
  if (!kind) {
    throw new StudioError(
      'import/no-source',
      `${path} is neither a zip archive nor an idx file; choose one of these or a folder of pictures.`
    )
  }
  return readListing(kind.list(path, options.signal), options, kind.isIdx)
}

/**
 * Passes pictures on and keeps back what is not to be decoded: idx files, which hold pictures, and
 * captions and tables, which label them. These come at the end, when all pictures are known.
 */
function readListing(
  listing: Listing,
  { labels: wanted, signal }: SourceOptions,
  isIdx = false
): Source {
  const packed = new Map<string, Labels>()
  const breathe = createBreather(signal)
  const collected = collectLabels(wanted, breathe)
  const labelPacked = (file: string, labels: Labels): void => {
    packed.set(file, wanted.includes('tables') ? labels : {})
  }

  async function* entries(): Listing {
    const idx: Found[] = []
    const texts: Found[] = []
    for await (const entry of listing) {
      await breathe()
      signal?.throwIfAborted()
      if (entry.kind === 'rejected') {
        yield entry
      } else if (isIdx || isIdxName(entry.file)) {
        idx.push(entry)
      } else if (isLabelName(entry.file)) {
        texts.push(entry)
      } else {
        collected.add(entry.file)
        yield entry
      }
    }
    yield* readIdxFiles(idx, labelPacked, breathe)
    yield* collected.read(texts)
  }

  const labelsOf = (file: string): Partial<Record<LabelSource, Labels>> => {
    const own = packed.get(file)
    return own ? { tables: own } : collected.labels(file)
  }
  return {
    entries: entries(),
    labels: (file) => {
      const { folders, tables, captions } = labelsOf(file)
      return { ...folders, ...tables, ...captions }
    },
    origins: (file) =>
      Object.entries(labelsOf(file)).flatMap(([origin, labels]) =>
        Object.keys(labels).length > 0 ? [origin as LabelSource] : []
      ),
    notes: collected.notes
  }
}

async function* listIdxPair(path: string): Listing {
  const names = await readdir(dirname(path))
  const pair = idxPair(basename(path))
  for (const name of names.sort().filter((other) => idxPair(other) === pair)) {
    const file = join(dirname(path), name)
    const { size, mtimeMs } = await stat(file)
    const place = { kind: 'file', path: new Uint8Array(Buffer.from(file)) } as const
    yield { kind: 'found', file: name, place, bytes: size, modified: Math.floor(mtimeMs) }
  }
}

async function readHead(path: string): Promise<string> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
    return head.toString('latin1', 0, bytesRead)
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new StudioError(
      'import/no-access',
      `The file ${path} cannot be read (${why}); change its rights or copy it elsewhere.`,
      { cause }
    )
  } finally {
    await file?.close()
  }
}
