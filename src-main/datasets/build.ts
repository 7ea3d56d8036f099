import { createHash } from 'node:crypto'
import type { ImportSettings } from '../contract/import-settings.ts'
import { channelCount } from '../contract/run-config.ts'
import type { DatasetChange, ImportReport } from '../contract/models.ts'
import type { ImportOutcome } from '../contract/workers.ts'
import { createCacheWriter } from './cache-writer.ts'
import type { RejectedFile } from './columns.ts'
import type { Decoded, Unusable } from './decoded.ts'
import { openEarlier, type Earlier } from './earlier.ts'
import { createEdits, fingerprint } from './edits.ts'
import type { Found } from './found.ts'
import { cancelled, noPictures } from './problems.ts'
import { findNearDuplicates } from './similar/near.ts'
import { findOutliers } from './similar/outliers.ts'
import type { Source } from './sources/source.ts'

/** Decodes files and gives the results in the order of the files. */
export type Decode = (found: Iterable<Found>) => AsyncIterable<{ result: Decoded | Unusable }>

/** Settings of an import, and what surrounds it. */
export interface BuildOptions {
  settings: ImportSettings
  /** The folder to make. */
  cacheFolder: string
  decode: Decode
  /** The cache of an earlier import of this source with these settings; its unchanged files are taken over. */
  earlier?: string
  /** Stops within the time of a few pictures and removes what was written. */
  signal?: AbortSignal
  onProgress?(done: number, total: number): void
}

type Report = Omit<ImportReport, 'dataset'>

// With one picture there is nothing to learn a distribution from.
const FEWEST = 2
// More would only be a list that nobody reads.
const MOST_OUTLIERS = 24
// Taking over and writing hold the thread; after so many milliseconds messages get their turn.
const BREATHE_EVERY_MS = 20

/**
 * Decodes what a source holds into a new data set; nothing is left behind unless it is whole. Exact
 * copies are in it but left out. Throws `import/no-pictures`, `import/cancelled`, `import/cannot-write`.
 */
export async function buildCache(source: Source, options: BuildOptions): Promise<ImportOutcome> {
  const startedAt = performance.now()
  const { settings, signal, cacheFolder } = options
  const shape = { form: 'pictures', size: settings.size, channels: channelCount(settings) } as const
  const writer = await createCacheWriter(cacheFolder, shape)
  const earlier = options.earlier ? openEarlier(options.earlier, shape) : undefined
  try {
    const { found, rejected } = await collect(source)
    const report = emptyReport()
    const files: string[] = []
    const descriptions: Uint8Array[] = []
    // The number of each picture kept, by the SHA-256 of its pixels.
    const kept = new Map<string, number>()
    let done = 0
    options.onProgress?.(0, found.length)

    report.reused = found.filter((item) => earlier?.knows(item)).length
    for await (const { item, result } of results(found, earlier, options)) {
      const { file, bytes, modified } = item
      if (result.kind === 'unusable') {
        rejected.push({ file, reason: result.reason, bytes, modified })
      } else {
        const { pixels, labels: embedded = {}, description, kind: _, grey, ...rest } = result
        const digest = createHash('sha256').update(pixels).digest('base64')
        const twin = kept.get(digest)
        const picture = files.push(file) - 1
        if (twin === undefined) kept.set(digest, picture)
        else report.duplicates.push({ file, of: files[twin]!, picture, ofPicture: twin })
        descriptions.push(description)
        const labels = { ...embedded, ...source.labels(file) }
        const origins = source.origins(file)
        if (Object.keys(embedded).length > 0) origins.push('keywords')
        for (const origin of origins) report.labelled[origin] = (report.labelled[origin] ?? 0) + 1
        await writer.add(pixels, labels, { file, bytes, modified, embedded, ...rest })
        if (rest.upscaled) report.upscaled++
        if (rest.note !== undefined) report.notes.push({ file, reason: rest.note })
        report.grey &&= grey
      }
      options.onProgress?.(++done, found.length)
    }

    signal?.throwIfAborted()
    report.notes.push(...source.notes())
    report.rejected = rejected.map(({ file, reason }) => ({ file, reason }))
    if (kept.size < FEWEST) throw noPictures(kept.size, found.length, report)

    const copies = report.duplicates.map(({ picture }) => picture!)
    const near = await findNearDuplicates(descriptions, { signal, excluded: new Set(copies) })
    const outliers = await findOutliers(descriptions, { most: MOST_OUTLIERS, signal })
    report.near = near.pairs.map((pair) => ({
      ...pair,
      file: files[pair.picture]!,
      ofFile: files[pair.of]!
    }))
    report.nearIncomplete = !near.complete
    report.outliers = outliers.map((outlier) => ({ ...outlier, file: files[outlier.picture]! }))

    const changes: DatasetChange[] = [
      ...(earlier?.changes(files) ?? []),
      ...(copies.length > 0
        ? [{ kind: 'exclude', pictures: copies, reason: 'duplicate' } as const]
        : [])
    ]
    const excluded = excludedBy(changes)
    signal?.throwIfAborted()
    const { count, hash } = await writer.finish({
      descriptions: Buffer.concat(descriptions),
      rejected,
      near: near.pairs.map(({ picture, of, distance, mirrored }) => [
        picture,
        of,
        distance,
        mirrored
      ]),
      outliers: outliers.map(({ picture, score }) => [picture, score]),
      changes
    })
    const seconds = (performance.now() - startedAt) / 1000
    report.imported = count - excluded.length
    report.seconds = seconds
    // Rejected files and duplicates took their time, too.
    report.imagesPerSecond = found.length / seconds
    return {
      form: shape.form,
      channels: shape.channels,
      pictures: count,
      count: report.imported,
      hash: fingerprint(hash, excluded),
      excluded,
      report
    }
  } catch (error) {
    await writer.abandon()
    throw signal?.aborted ? cancelled() : error
  } finally {
    earlier?.close()
  }
}

function excludedBy(changes: readonly DatasetChange[]): number[] {
  const edits = createEdits()
  for (const change of changes) edits.apply(change)
  return edits.exclusions()
}

function emptyReport(): Report & Required<Pick<Report, 'notes' | 'labelled' | 'grey'>> {
  return {
    imported: 0,
    rejected: [],
    duplicates: [],
    notes: [],
    labelled: {},
    upscaled: 0,
    grey: true,
    imagesPerSecond: 0,
    seconds: 0
  }
}

// Listing is quick beside decoding, and progress needs to know the total.
async function collect(source: Source): Promise<{ found: Found[]; rejected: RejectedFile[] }> {
  const found: Found[] = []
  const rejected: RejectedFile[] = []
  for await (const entry of source.entries) {
    if (entry.kind === 'found') found.push(entry)
    else rejected.push({ file: entry.file, reason: entry.reason, bytes: 0, modified: 0 })
  }
  return { found, rejected }
}

// What each file became, in their order: taken over where it is known, else decoded.
async function* results(
  found: readonly Found[],
  earlier: Earlier | undefined,
  { decode, signal }: BuildOptions
): AsyncIterable<{ item: Found; result: Decoded | Unusable }> {
  const known = found.map((item) => earlier?.knows(item) ?? false)
  const rest = decode(found.filter((_, index) => !known[index]))[Symbol.asyncIterator]()
  let breathedAt = performance.now()
  try {
    for (const [index, item] of found.entries()) {
      if (performance.now() - breathedAt > BREATHE_EVERY_MS) {
        await new Promise((resolve) => setImmediate(resolve))
        breathedAt = performance.now()
      }
      signal?.throwIfAborted()
      if (known[index]) {
        yield { item, result: earlier!.take(item) }
      } else {
        const next = await rest.next()
        if (next.done) throw new RangeError(`${item.file} was not decoded.`)
        yield { item, result: next.value.result }
      }
    }
  } finally {
    await rest.return?.()
  }
}
