import type { ImportSettings } from '../../contract/import-settings.ts'
import type { DatasetChange } from '../../contract/models.ts'
import { channelCount } from '../../contract/run-config.ts'
import type { ImportOutcome } from '../../contract/workers.ts'
import { createCacheWriter } from '../cache-writer.ts'
import { createEdits, fingerprint } from '../edits.ts'
import type { Source } from '../sources/source.ts'
import { findAlike } from './alike.ts'
import { openEarlier } from './earlier.ts'
import { createGathered, listSource } from './gather.ts'
import { cancelled, noPictures } from './problems.ts'
import { decodeUnknown, type Decode } from './results.ts'

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

// With one picture there is nothing to learn a distribution from.
const FEWEST = 2

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
    // Decode every file, or take over what is known of it.
    const { found, rejected } = await listSource(source)
    const gathered = createGathered(writer, source, rejected)
    let done = 0
    options.onProgress?.(0, found.length)
    for await (const outcome of decodeUnknown(found, earlier, options.decode, signal)) {
      await gathered.add(outcome)
      options.onProgress?.(++done, found.length)
    }
    signal?.throwIfAborted()
    const { files, descriptions, tally } = gathered
    const copies = tally.duplicates.map(({ picture }) => picture!)
    if (files.length - copies.length < FEWEST) {
      throw noPictures(files.length - copies.length, found.length, { ...tally, rejected })
    }

    // Look at them beside each other.
    const alike = await findAlike(gathered, new Set(copies), signal)

    // Leave out exact copies, and what a person has left out of an earlier import.
    const changes = earlier?.changes(files) ?? []
    if (copies.length > 0) changes.push({ kind: 'exclude', pictures: copies, reason: 'duplicate' })
    const excluded = excludedBy(changes)
    signal?.throwIfAborted()
    const { count, hash } = await writer.finish({
      descriptions: Buffer.concat(descriptions),
      rejected,
      near: alike.near.map(({ picture, of, distance, mirrored }) => [
        picture,
        of,
        distance,
        mirrored
      ]),
      outliers: alike.outliers.map(({ picture, score }) => [picture, score]),
      changes
    })

    const seconds = (performance.now() - startedAt) / 1000
    return {
      form: shape.form,
      channels: shape.channels,
      pictures: count,
      count: count - excluded.length,
      excluded,
      hash: fingerprint(hash, excluded),
      report: {
        imported: count - excluded.length,
        rejected: rejected.map(({ file, reason }) => ({ file, reason })),
        ...tally,
        notes: [...tally.notes, ...source.notes()],
        ...alike,
        seconds,
        // Rejected files and duplicates took their time, too.
        imagesPerSecond: found.length / seconds
      }
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
