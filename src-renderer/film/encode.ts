import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_VERY_HIGH,
  WebMOutputFormat,
  type VideoCodec
} from 'mediabunny'
import { StudioError } from '../../src-main/contract/errors.ts'
import { FILM_FORMATS, type Film, type FilmFormat } from './formats.ts'

const CONTAINERS = {
  // The index before the pictures, so that a player can begin at once.
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  webm: () => new WebMOutputFormat()
} satisfies Record<FilmFormat, () => unknown>

/** The best codec that this browser encodes at that size; undefined where it encodes none of the format's. */
export async function findCodec(
  format: FilmFormat,
  { width, height, framesPerSecond }: Pick<Film<never>, 'width' | 'height' | 'framesPerSecond'>
): Promise<VideoCodec | undefined> {
  // Absent in pages that a browser does not call secure, and in old ones.
  if (!('VideoEncoder' in globalThis)) return undefined
  const measures = { width, height, frameRate: framesPerSecond, quality: QUALITY_VERY_HIGH }
  return (
    (await getFirstEncodableVideoCodec([...FILM_FORMATS[format].codecs], measures)) ?? undefined
  )
}

/**
 * Encodes a film in this page. `report` hears of every frame; throws `film/cancelled` where the signal
 * says so, and `film/unsupported` where the browser cannot encode it.
 */
export async function encodeFilm(
  film: Film<OffscreenCanvasRenderingContext2D>,
  { report, signal }: { report(done: number): void; signal: AbortSignal }
): Promise<Blob> {
  const { format, width, height, framesPerSecond, frames } = film
  const codec = await findCodec(format, film)
  if (!codec) {
    throw new StudioError(
      'film/unsupported',
      `This browser cannot encode ${FILM_FORMATS[format].label} at ${width} × ${height} pixels; choose another format or a smaller scale.`
    )
  }
  const canvas = new OffscreenCanvas(width, height)
  // Without an alpha channel: films have none.
  const context = canvas.getContext('2d', { alpha: false })!
  context.imageSmoothingEnabled = false
  const target = new BufferTarget()
  const output = new Output({ format: CONTAINERS[format](), target })
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_VERY_HIGH })
  output.addVideoTrack(source, { frameRate: framesPerSecond })
  try {
    await output.start()
    for (let frame = 0; frame < frames; frame++) {
      signal.throwIfAborted()
      await film.draw(context, frame)
      await source.add(frame / framesPerSecond, 1 / framesPerSecond)
      report(frame + 1)
    }
    await output.finalize()
  } catch (error) {
    await output.cancel().catch(() => {})
    if (signal.aborted) throw new StudioError('film/cancelled', 'The film was cancelled.')
    throw error
  }
  return new Blob([target.buffer!], { type: `video/${format}` })
}
