import type { ExportWhat } from '../contract/exports.ts'
import { walkLatents } from '../latent/walk.ts'
import { encodeAnimation, type AnimationFormat } from './animations.ts'
import { joinApng } from './apng.ts'
import { drawAll, unlessCancelled, type ExportContext } from './draw.ts'
import { composeGrid, encodePng, layGrid } from './images.ts'
import type { Made } from '../formats/write.ts'

type Walk = Extract<ExportWhat, { kind: 'walk' }>

/** A walk's latents as frames of one kind of file; `size` is that of the generator's pictures. */
type FrameWriter = (
  latents: readonly Float32Array[],
  what: Walk,
  size: number,
  context: ExportContext
) => Promise<Made>

const FORMATS: Readonly<Record<Walk['format'], FrameWriter>> = {
  gif: animation('gif'),
  webp: animation('webp'),
  apng: async (latents, what, size, context) => {
    const frames = await pngFrames(latents, what, size, context)
    return joinApng(frames, what.framesPerSecond)
  },
  'png-sequence': async (latents, what, size, context) => {
    const frames = await pngFrames(latents, what, size, context)
    // As many digits as the last one has, so that names sort as frames follow.
    const digits = Math.max(4, String(frames.length).length)
    const name = (frame: number): string => `frame-${String(frame + 1).padStart(digits, '0')}.png`
    return new Map(frames.map((png, frame) => [name(frame), png]))
  },
  'contact-sheet': async (latents, { scale }, size, context) => {
    const columns = Math.ceil(Math.sqrt(latents.length))
    const { canvas, place } = layGrid(latents.length, size, columns, { gap: 1, scale })
    await drawAll(context, latents, place)
    return encodePng(canvas.pixels, canvas.width, canvas.height)
  }
}

/** Draws a walk frame by frame in the format asked for; throws `walk/too-long`, `export/too-large`. */
export async function exportWalk(what: Walk, size: number, context: ExportContext): Promise<Made> {
  return FORMATS[what.format](walkLatents(what.plan), what, size, context)
}

function animation(format: AnimationFormat): FrameWriter {
  return async (latents, { scale, framesPerSecond }, size, context) => {
    // One under the other, as libvips wants them.
    const { canvas, place } = layGrid(latents.length, size, 1, { gap: 0, scale })
    await drawAll(context, latents, place)
    context.report(0, 0)
    const encoded = encodeAnimation(canvas, latents.length, framesPerSecond, format)
    return unlessCancelled(context.signal, encoded)
  }
}

async function pngFrames(
  latents: readonly Float32Array[],
  { scale }: Walk,
  size: number,
  context: ExportContext
): Promise<Uint8Array[]> {
  const pngs: Uint8Array[] = []
  await drawAll(context, latents, async (picture) => {
    const { pixels, width, height } = composeGrid([picture], size, 1, { gap: 0, scale })
    pngs.push(await encodePng(pixels, width, height))
  })
  return pngs
}
