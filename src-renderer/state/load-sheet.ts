import { StudioError } from '../../src-main/contract/errors.ts'

/** Fetches a sheet of pictures decoded, so that drawing a part of it costs nothing; rejects with one sentence. */
export async function loadSheet(url: string, signal?: AbortSignal): Promise<ImageBitmap> {
  const reply = await fetch(url, { signal: signal ?? null })
  if (reply.ok) return await createImageBitmap(await reply.blob())
  const sentence = (await reply.text()).trim()
  throw new StudioError('pixels/refused', sentence || 'The pictures could not be loaded.')
}
