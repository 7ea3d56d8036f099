import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { StudioError } from '../contract/errors.ts'
import type { ImportReport } from '../contract/models.ts'
import type { ImportOutcome } from '../contract/workers.ts'
import { createCacheWriter } from './cache-writer.ts'
import { decodeFile, type DecodeOptions } from './decode.ts'
import { folderLabels } from './labels.ts'
import { mapOrdered } from './ordered.ts'
import type { Found, Rejected } from './scan.ts'

/** Settings of an import. */
export interface BuildOptions extends DecodeOptions {
  /** The folder to make. */
  cacheFolder: string
  /** Stops within the time of a few pictures and removes what was written. */
  signal?: AbortSignal
  onProgress?(done: number, total: number): void
  /** Pictures decoded side by side; twice the cores unless told, so that reading never waits. */
  width?: number
}

type Report = Omit<ImportReport, 'dataset'>

// With one picture there is nothing to learn a distribution from.
const FEWEST = 2

/**
 * Decodes what a scan found into a new data set; nothing is left behind unless it is whole. Throws
 * `import/no-pictures`, `import/cancelled`, `import/cannot-write`.
 */
export async function buildCache(
  scanned: AsyncIterable<Found | Rejected>,
  options: BuildOptions
): Promise<ImportOutcome> {
  const startedAt = performance.now()
  const { signal } = options
  const report: Report = {
    imported: 0,
    rejected: [],
    duplicates: [],
    notes: [],
    upscaled: 0,
    imagesPerSecond: 0,
    seconds: 0
  }
  const writer = await createCacheWriter(options.cacheFolder, options.size)
  try {
    const found = await collect(scanned, report)
    // The file of each picture kept, by the SHA-256 of its pixels.
    const kept = new Map<string, string>()
    let done = 0
    options.onProgress?.(0, found.length)

    const width = options.width ?? 2 * cpus().length
    const decode = async (item: Found) => ({ item, result: await decodeFile(item.path, options) })
    for await (const { item, result } of mapOrdered(found, width, decode, signal)) {
      const { file } = item
      if (result.kind === 'unusable') {
        report.rejected.push({ file, reason: result.reason })
      } else {
        const digest = createHash('sha256').update(result.pixels).digest('base64')
        const twin = kept.get(digest)
        if (twin !== undefined) {
          report.duplicates.push({ file, of: twin })
        } else {
          kept.set(digest, file)
          await writer.add(result.pixels, folderLabels(file), { file, sha256: result.sha256 })
          if (result.upscaled) report.upscaled++
          if (result.note !== undefined) report.notes?.push({ file, reason: result.note })
        }
      }
      options.onProgress?.(++done, found.length)
    }

    signal?.throwIfAborted()
    if (kept.size < FEWEST) throw noPictures(kept.size, found.length, report)
    const { count, hash } = await writer.finish()
    const seconds = (performance.now() - startedAt) / 1000
    report.imported = count
    report.seconds = seconds
    // Rejected files and duplicates took their time, too.
    report.imagesPerSecond = found.length / seconds
    return { count, hash, report }
  } catch (error) {
    await writer.abandon()
    throw signal?.aborted ? cancelled() : error
  }
}

/** What an import that was told to stop throws. */
export function cancelled(): StudioError {
  return new StudioError('import/cancelled', 'The import was cancelled; nothing was kept of it.')
}

// Listing is quick beside decoding, and progress needs to know the total.
async function collect(scanned: AsyncIterable<Found | Rejected>, report: Report): Promise<Found[]> {
  const found: Found[] = []
  for await (const entry of scanned) {
    if (entry.kind === 'found') found.push(entry)
    else report.rejected.push({ file: entry.file, reason: entry.reason })
  }
  return found
}

function noPictures(kept: number, files: number, { rejected, duplicates }: Report): StudioError {
  const remedy =
    'choose a folder that holds at least two different pictures (JPEG, PNG, WebP, GIF, TIFF or AVIF)'
  if (files + rejected.length === 0) {
    return new StudioError('import/no-pictures', `The folder is empty; ${remedy}.`)
  }
  const first = rejected[0]
  const parts = [
    `${kept === 0 ? 'no picture' : 'only one picture'} among ${counted(files, 'file')}`,
    ...(duplicates.length > 0 ? [`${counted(duplicates.length, 'copy', 'copies')} of it`] : []),
    ...(first
      ? [`${rejected.length} not usable, such as “${first.file}”: ${lowerFirst(first.reason)}`]
      : [])
  ]
  return new StudioError('import/no-pictures', `The folder holds ${parts.join(', ')}; ${remedy}.`)
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

// A sentence inside a sentence: small first letter, no full stop.
function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
}
