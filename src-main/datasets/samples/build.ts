import type { ImportOutcome, SampleSetTask } from '../../contract/workers.ts'
import { cancelled } from '../problems.ts'
import { createCacheWriter } from '../cache-writer.ts'
import { createAvatars } from './avatars.ts'
import type { SampleSet } from './sample-set.ts'

/** What surrounds the drawing. */
export interface SampleSetHooks {
  signal?: AbortSignal
  onProgress?(done: number, total: number): void
}

const SAMPLE_SETS = { avatars: createAvatars } satisfies Record<
  SampleSetTask['kind'],
  (seed: number, size: number) => SampleSet
>

// Drawing holds its thread; after so many milliseconds messages get their turn.
const BREATHE_EVERY_MS = 20

/** Draws a sample set into a new data set. Throws `import/cancelled`, `import/cannot-write`. */
export async function buildSampleSet(
  { kind, size, count, seed, cacheFolder }: Omit<SampleSetTask, 'job'>,
  { signal, onProgress }: SampleSetHooks = {}
): Promise<ImportOutcome> {
  const startedAt = performance.now()
  const set = SAMPLE_SETS[kind](seed, size)
  const writer = await createCacheWriter(cacheFolder, { form: 'pictures', size, channels: 3 })
  try {
    let breathedAt = performance.now()
    for (let index = 0; index < count; index++) {
      const { pixels, labels } = set.draw(index)
      await writer.add(pixels, labels)
      onProgress?.(index + 1, count)
      if (performance.now() - breathedAt > BREATHE_EVERY_MS) {
        await new Promise((resolve) => setImmediate(resolve))
        signal?.throwIfAborted()
        breathedAt = performance.now()
      }
    }
    signal?.throwIfAborted()
    const outcome = await writer.finish()
    const seconds = (performance.now() - startedAt) / 1000
    return {
      form: 'pictures',
      channels: 3,
      pictures: count,
      excluded: [],
      ...outcome,
      report: {
        imported: count,
        rejected: [],
        duplicates: [],
        upscaled: 0,
        imagesPerSecond: count / seconds,
        seconds
      }
    }
  } catch (error) {
    await writer.abandon()
    throw signal?.aborted ? cancelled() : error
  }
}
