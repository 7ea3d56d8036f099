import type { SampleSetKind } from '../../contract/dataset-limits.ts'
import type { ImportOutcome, SampleSetTask } from '../../contract/workers.ts'
import { createBreather } from '../breathe.ts'
import { createCacheWriter } from '../cache-writer.ts'
import { cancelled } from '../build/problems.ts'
import { createAvatars } from './avatars.ts'
import { createEdgesToShapes } from './edges-to-shapes.ts'
import type { SampleSet } from './sample-set.ts'
import { createShapes } from './shapes.ts'
import { createVoxels } from './voxels.ts'

/** What surrounds the drawing. */
export interface SampleSetHooks {
  signal?: AbortSignal
  onProgress?(done: number, total: number): void
}

const SAMPLE_SETS: Record<SampleSetKind, (seed: number, size: number) => SampleSet> = {
  avatars: createAvatars,
  shapes: createShapes,
  'edges-to-shapes': createEdgesToShapes,
  voxels: createVoxels
}

/** Draws a sample set into a new data set. Throws `import/cancelled`, `import/cannot-write`, `sample/size`. */
export async function buildSampleSet(
  { kind, size, count, seed, cacheFolder }: Omit<SampleSetTask, 'job'>,
  { signal, onProgress }: SampleSetHooks = {}
): Promise<ImportOutcome> {
  const startedAt = performance.now()
  const set = SAMPLE_SETS[kind](seed, size)
  const writer = await createCacheWriter(cacheFolder, set.shape)
  const breathe = createBreather(signal)
  try {
    for (let index = 0; index < count; index++) {
      const { pixels, labels } = set.draw(index)
      await writer.add(pixels, labels)
      onProgress?.(index + 1, count)
      await breathe()
    }
    signal?.throwIfAborted()
    const outcome = await writer.finish()
    const seconds = (performance.now() - startedAt) / 1000
    return {
      form: set.shape.form,
      channels: set.shape.channels,
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
