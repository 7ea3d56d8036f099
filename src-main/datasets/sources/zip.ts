import { open } from 'node:fs/promises'
import { createBreather } from '../breathe.ts'
import type { Listing } from '../found.ts'
import { sortByKey } from '../sort.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'
import { damagedArchive, findZipEnd, readPart } from './zip-end.ts'

type Breathe = ReturnType<typeof createBreather>

/** Names of ways of packing (APPNOTE.TXT 6.3.10, 4.4.5). */
const METHODS: Record<number, string> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encryption'
}

/** Lists what a zip holds in the order of its paths' bytes, without unpacking anything. */
export async function* listZip(path: string, signal?: AbortSignal): Listing {
  const breathe = createBreather(signal)
  const { entries, shift, end, modified } = await readEntries(path, breathe)
  const reasons = await findReasons(entries, end - shift, breathe)
  const sorted = await sortByKey(entries, ({ name }) => name, breathe)
  const archive = new Uint8Array(Buffer.from(path))
  for (const entry of sorted) {
    await breathe()
    const { file, bytes, packedBytes, crc32 } = entry
    const reason = reasons.get(entry)
    if (reason !== undefined) {
      yield { kind: 'rejected', file, reason }
      continue
    }
    const method = entry.method === 0 ? 0 : 8
    const offset = entry.offset + shift
    const place = { kind: 'zip', path: archive, offset, packedBytes, bytes, method, crc32 } as const
    yield { kind: 'found', file, place, bytes, modified }
  }
}

async function readEntries(path: string, breathe: Breathe) {
  const archive = await open(path)
  try {
    const end = await findZipEnd(archive, path)
    const table = await readPart(archive, end.at, end.at + end.bytes)
    const entries: ZipEntry[] = []
    for (const entry of readZipDirectory(table)) {
      await breathe()
      entries.push(entry)
    }
    // Some packers count modulo 65,536.
    if ((entries.length - end.entries) % 0x10000 !== 0) {
      const counts = `${entries.length} of ${end.entries}`
      throw damagedArchive(path, `its table of contents is damaged, only ${counts} files are in it`)
    }
    const { mtimeMs } = await archive.stat()
    return {
      entries: entries.filter(({ isFolder }) => !isFolder),
      shift: end.shift,
      end: end.at,
      modified: Math.floor(mtimeMs)
    }
  } finally {
    await archive.close()
  }
}

// Why entries, in the order of the archive, cannot be taken. `end` is where the table of contents
// begins, as the archive counts.
async function findReasons(
  entries: readonly ZipEntry[],
  end: number,
  breathe: Breathe
): Promise<Map<ZipEntry, string>> {
  const reasons = new Map<ZipEntry, string>()
  const byFile = new Map<string, ZipEntry>()
  // As when unpacking: what was added last under a name replaces what was there.
  for (const entry of entries) {
    await breathe()
    const earlier = byFile.get(entry.file)
    if (earlier) reasons.set(earlier, 'A later file of the same name replaces it in the archive.')
    byFile.set(entry.file, entry)
  }
  let last: ZipEntry | undefined
  // Members may share their bytes, and a small archive then unpacks to any length.
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    await breathe()
    const isShared = last !== undefined && entry.offset < last.offset + last.packedBytes
    const reason =
      whyNot(entry, end) ?? (isShared ? `It shares its bytes with “${last?.file}”.` : undefined)
    if (reason === undefined) last = entry
    else reasons.set(entry, reason)
  }
  return reasons
}

function whyNot(entry: ZipEntry, end: number): string | undefined {
  const { file, method, isLink, isEncrypted, offset, packedBytes } = entry
  if (file.startsWith('__MACOSX/')) return 'It is a note of macOS about another file.'
  if (isEncrypted)
    return 'It is encrypted; unpack the archive with its password and import the folder.'
  if (isLink) return 'It is a link, which is not followed inside an archive.'
  if (method !== 0 && method !== 8) {
    const name = METHODS[method] ?? `method ${method}`
    return `It is packed with ${name}, which is not read; pack the archive with Deflate.`
  }
  return offset + packedBytes > end
    ? 'It lies beyond the end of the archive, which is damaged.'
    : undefined
}
