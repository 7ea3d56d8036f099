import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { createAvatars } from '../../src-main/datasets/samples/avatars.ts'
import { drawTexture } from './textures.ts'

/** A picture of a collection, no other of which is its copy. */
export interface Original {
  picture: Buffer
  /** Width and height in pixels. */
  side: number
  /** Of pictures of one object on a turntable: which, and from where, in steps of 5 degrees up to 245. */
  view?: { object: string; step: number }
}

const SHARED = '../shared/data'
const DRAWN = 128

/** Every so manieth picture of a collection is changed, of 0 none; of the others none may be reported. */
export const COLLECTIONS: Record<string, { changeEvery: number; load(): Promise<Original[]> }> = {
  avatars: {
    changeEvery: 10,
    load: () => drawn(2_500, (number) => createAvatars(3, DRAWN).draw(number).pixels)
  },
  textures: { changeEvery: 10, load: () => drawn(1_000, (number) => drawTexture(number, DRAWN)) },
  // So far apart that the views of an object are mostly pictures of their own.
  objects: { changeEvery: 1, load: async () => readViews(5) },
  // All views: how many neighbours are reported.
  turntables: { changeEvery: 0, load: async () => readViews(1) },
  digits: {
    changeEvery: 10,
    load: async () => readFolders('digits', 28).map(({ original }) => original)
  }
}

/** Whether a collection can be had here: some lie beside the project. */
export function isThere(name: string): boolean {
  const folder = { objects: 'objects', turntables: 'objects', digits: 'digits' }[name]
  return folder === undefined || existsSync(join(SHARED, folder))
}

/** By how many steps of the turntable two views of one object differ; infinity for other objects. */
export function stepsApart(a: Original, b: Original): number {
  if (!a.view || !b.view || a.view.object !== b.view.object) return Infinity
  return Math.abs(a.view.step - b.view.step)
}

async function drawn(count: number, draw: (number: number) => Uint8Array): Promise<Original[]> {
  const raw = { width: DRAWN, height: DRAWN, channels: 3 } as const
  const originals: Original[] = []
  for (let number = 0; number < count; number++) {
    const picture = await sharp(draw(number), { raw }).png({ compressionLevel: 1 }).toBuffer()
    originals.push({ picture, side: DRAWN })
  }
  return originals
}

function readViews(every: number): Original[] {
  const views = readFolders('objects', 32).map(({ folder, file, original }) => {
    return { ...original, view: { object: folder, step: Number.parseInt(file) } }
  })
  return views.filter(({ view }) => view.step % every === 0)
}

function readFolders(
  name: string,
  side: number
): { folder: string; file: string; original: Original }[] {
  const root = join(SHARED, name)
  return readdirSync(root).flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => ({
      folder,
      file,
      original: { picture: readFileSync(join(root, folder, file)), side }
    }))
  )
}
