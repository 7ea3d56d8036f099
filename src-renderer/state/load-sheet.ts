import { StudioError } from '../../src-main/contract/errors.ts'
import type { SheetLoader } from './sheet-layout.ts'

/** Sheets decoded ahead, so that drawing a part of one costs nothing; a failure is one sentence. */
export const bitmapSheets: SheetLoader<ImageBitmap> = {
  load: async (url) => {
    const reply = await fetch(url)
    if (reply.ok) return await createImageBitmap(await reply.blob())
    const sentence = (await reply.text()).trim()
    throw new StudioError('pixels/refused', sentence || 'The pictures could not be loaded.')
  },
  release: (sheet) => sheet.close()
}
