import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Found, Listing } from '../found.ts'
import type { Labels } from '../labels.ts'
import { parseIdx, type IdxFile } from './idx-file.ts'
import { refusal, refusalReason } from '../refusal.ts'
import { readEntry } from './read-entry.ts'

// All pictures stay in memory until the import ends; MNIST has 55 MB of them, balanced EMNIST 103 MB.
const MOST_BYTES = 256e6
const TOO_MANY = `more than the ${MOST_BYTES / 1e6} MB of pixels allowed`
const GZIP = 0x1f8b

/** Whether a file's name is one that idx files have. */
export function isIdxName(file: string): boolean {
  return /(idx\d?|[-_.]ubyte)(\.gz)?$/i.test(file)
}

/** What the two files of a pair have in common; `file` is the path of either, packed or not. */
export function idxPair(file: string): string {
  const { folder, name } = split(file)
  return `${folder}${name.replace(/images?|labels?/i, '').replace(/idx[13]/i, 'idx')}`.toLowerCase()
}

/**
 * Yields the pictures in idx files, and those of the files that cannot be used. `label` is told the
 * labels of each picture: `label` out of the file that pairs with its own, `part` from the files' name,
 * such as train and t10k.
 */
export async function* readIdxFiles(
  files: readonly Found[],
  label: (file: string, labels: Labels) => void,
  breathe: () => Promise<void> | undefined
): Listing {
  const plain = new Set(files.map(({ file }) => file))
  const pairs = new Map<string, Found[]>()
  for (const found of files) {
    const { file } = found
    const unpacked = unpackedName(file)
    if (file !== unpacked && plain.has(unpacked)) {
      yield reject(file, `It is “${unpacked}” once more, packed.`)
    } else {
      const pair = idxPair(file)
      pairs.set(pair, [...(pairs.get(pair) ?? []), found])
    }
  }
  let left = MOST_BYTES
  for (const pair of pairs.values()) {
    const opened: Opened[] = []
    for (const found of pair) {
      try {
        const idx = await openIdx(found)
        if (idx.kind === 'pictures') left -= idx.pixels.length
        if (left < 0) throw refusal(`With it there would be ${TOO_MANY}; import it by itself.`)
        opened.push({ found, idx })
      } catch (error) {
        const reason = refusalReason(error)
        if (reason === undefined) throw error
        yield reject(found.file, reason)
      }
    }
    yield* readPair(opened, label, breathe)
  }
}

interface Opened {
  found: Found
  idx: IdxFile
}

async function* readPair(
  pair: readonly Opened[],
  label: (file: string, labels: Labels) => void,
  breathe: () => Promise<void> | undefined
): Listing {
  const pictures = pair.filter(({ idx }) => idx.kind === 'pictures')
  for (const { found, idx } of pair) {
    const problem = idx.kind === 'labels' ? whyNoLabels(idx.values.length, pictures) : undefined
    if (problem !== undefined) yield reject(found.file, problem)
  }
  for (const { found, idx } of pictures) {
    if (idx.kind !== 'pictures') continue
    const { count, width, height, pixels } = idx
    const part = partOf(found.file)
    const values = pair.flatMap((other) =>
      other.idx.kind === 'labels' && other.idx.values.length === count ? [other.idx.values] : []
    )[0]
    const digits = String(count - 1).length
    for (let i = 0; i < count; i++) {
      await breathe()
      const file = `${unpackedName(found.file)}/${String(i).padStart(digits, '0')}`
      label(file, {
        ...(values && { label: String(values[i]) }),
        ...(part !== '' && { part })
      })
      // A copy: a part of the whole could not be sent to a thread without all of it.
      const own = new Uint8Array(pixels.subarray(i * width * height, (i + 1) * width * height))
      const place = { kind: 'grey', pixels: own, width, height } as const
      yield { kind: 'found', file, place, bytes: own.length, modified: found.modified }
    }
  }
}

async function openIdx(found: Found): Promise<IdxFile> {
  const bytes = await readEntry(found, MOST_BYTES)
  const isPacked = bytes.length >= 2 && bytes.readUInt16BE(0) === GZIP
  return parseIdx(isPacked ? await unpack(bytes) : bytes)
}

async function unpack(bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES })
  } catch (cause) {
    const isLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    throw refusal(
      isLarge ? `It unpacks to ${TOO_MANY}.` : 'It is damaged or cut off: it cannot be unpacked.',
      cause
    )
  }
}

function whyNoLabels(count: number, pictures: readonly Opened[]): string | undefined {
  const counts = pictures.flatMap(({ idx }) => (idx.kind === 'pictures' ? [idx.count] : []))
  if (counts.includes(count)) return undefined
  return counts.length === 0
    ? 'Its labels belong to an idx file of pictures that is not beside it or cannot be read.'
    : `It holds ${count} labels for ${counts[0]} pictures, so none of them was used.`
}

// "emnist-balanced-train-images-idx3-ubyte" is the part emnist-balanced-train.
function partOf(file: string): string {
  const [, before = ''] = /^(.*?)[-_. ]*images?/i.exec(split(file).name) ?? []
  return before
}

function unpackedName(file: string): string {
  return file.replace(/\.gz$/i, '')
}

function split(file: string): { folder: string; name: string } {
  const slash = file.lastIndexOf('/') + 1
  return { folder: file.slice(0, slash), name: unpackedName(file.slice(slash)) }
}

function reject(file: string, reason: string) {
  return { kind: 'rejected', file, reason } as const
}
