import { availableParallelism } from 'node:os'
import type { ImportSettings } from '../contract/import-settings.ts'
import type { Found } from './found.ts'
import { mapOrdered } from './ordered.ts'
import { inChunks, type Result } from './pool/chunk.ts'
import { createThreads } from './pool/threads.ts'

/** Decodes files in threads of this process. */
export interface Decoders {
  /**
   * Once. Gives the results in the order of the files, and reads ahead no further than keeps the threads busy.
   * Throws the signal's reason when that aborts, and `import/decoders` where no thread can be started.
   */
  decode(found: Iterable<Found>): AsyncIterable<{ found: Found; result: Result }>
  /** Ends the threads, whatever they are at; what they still read is not waited for. */
  close(): void
}

/** Where a pool's threads come from. */
export interface DecodersOptions {
  /** The script of a thread; see `workers/decoder.ts`. */
  entry: string
  signal?: AbortSignal | undefined
  /** As many as there are cores unless told otherwise. */
  threads?: number
}

/** Messages per thread that are decoded or wait for those before them: enough for one slow file. */
const AHEAD = 4

/** Opens a pool and starts its threads. */
export function openDecoders(
  settings: ImportSettings,
  { entry, signal, threads = availableParallelism() }: DecodersOptions
): Decoders {
  const pool = createThreads(entry, settings, threads)
  const decodeChunk = async (chunk: readonly Found[]) => {
    const results = await pool.decode(chunk)
    return results.map((result, index) => ({ found: chunk[index]!, result }))
  }
  return {
    async *decode(found) {
      const chunks = mapOrdered(inChunks(found), AHEAD * threads, decodeChunk, signal)
      try {
        for await (const results of chunks) yield* results
      } finally {
        // Their memory is wanted by what is done with all the pictures.
        pool.stop()
      }
    },
    close: pool.stop
  }
}
