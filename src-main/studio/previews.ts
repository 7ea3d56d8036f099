import type { StudioHandlers } from '../contract/api.ts'
import type { ImporterApi, PreviewOutcome } from '../contract/workers.ts'
import { newId } from './identifiers.ts'
import { checkSource } from './imports.ts'
import { createLru } from './lru.ts'
import type { Supervised } from './supervisor.ts'
import type { Uploads } from './uploads.ts'

/** Those of the last few changes in the dialog; a window may still be loading an earlier one's. */
const KEPT = 4

/** Tries of an import, with their pictures until newer ones have come. */
export function previewService(
  uploads: Uploads,
  importer: Supervised<ImporterApi>
): {
  handlers: Pick<StudioHandlers, 'previewImport'>
  picture(preview: string, sample: number, which: 'before' | 'after'): Uint8Array | undefined
} {
  const kept = createLru<PreviewOutcome['pictures']>(KEPT)
  return {
    handlers: {
      previewImport: async ({ source: from, settings, count }) => {
        const source = 'upload' in from ? await uploads.peek(from.upload) : checkSource(from.path)
        const { pictures, ...preview } = await importer.use().preview({ source, settings, count })
        const id = newId()
        kept.set(id, pictures)
        return { id, ...preview }
      }
    },
    picture: (preview, sample, which) => kept.get(preview)?.[sample]?.[which]
  }
}
