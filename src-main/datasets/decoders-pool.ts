import { availableParallelism } from 'node:os'
import type { ImportSettings } from '../contract/import-settings.ts'
import { decodeFound } from './decode.ts'
import type { Decoded, Unusable } from './decoded.ts'
import type { Found } from './found.ts'
import { mapOrdered } from './ordered.ts'

/** Decodes files side by side, in this process; a pool of threads takes its place. */
export function openDecoders(settings: ImportSettings, { signal }: { signal?: AbortSignal }) {
  const decodeOne = async (found: Found): Promise<{ found: Found; result: Decoded | Unusable }> => ({
    found,
    result: await decodeFound(found, settings)
  })
  return {
    decode: (found: Iterable<Found>) =>
      mapOrdered(found, 2 * availableParallelism(), decodeOne, signal),
    close: async (): Promise<void> => {}
  }
}
