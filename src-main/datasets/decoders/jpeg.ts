import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Decoder, Loaded, Orientation, Request } from './decoder.ts'
import { checkSize } from './limits.ts'

/** The module that the set-up builds of src-native/jpeg. */
interface JpegModule {
  /** Width, height, components and EXIF orientation; undefined where the file is not one of its own. */
  inspect(bytes: Uint8Array): [number, number, 1 | 3, Orientation] | undefined
  /** All of it at the size asked for, which is not larger than its own. */
  decode(bytes: Uint8Array, width: number, height: number): Uint8Array | undefined
}

// Told to leave it out, so that its gain can be measured and its results compared.
const WISH = 'GAN_ATELIER_JPEG'
const OFF = 'off'
// As scripts/lib/jpeg.mjs has it.
const MODULE = 'node_modules/.gan-atelier/atelier_jpeg.node'

/**
 * Decodes the JPEGs that most cameras write, several times as fast as libvips, and reads all of them. Whatever
 * else there is, and whatever seems damaged, is left to `other`.
 */
export function jpegDecoder(other: Decoder): Decoder {
  let module: JpegModule | undefined | 'unknown' = 'unknown'
  return (bytes, request) => {
    if (module === 'unknown') module = loadModule()
    return (module && decode(module, bytes, request)) ?? other(bytes, request)
  }
}

/** The module, or undefined where it was not built, cannot run here, or is not wanted. */
export function loadModule(): JpegModule | undefined {
  if (process.env[WISH] === OFF) return undefined
  const file = findModule(dirname(process.argv[1] ?? process.cwd()))
  if (file === undefined) return undefined
  try {
    const loaded = createRequire(file)(file) as Partial<JpegModule>
    return loaded.decode && loaded.inspect ? (loaded as JpegModule) : undefined
  } catch {
    // Built for another machine: libvips reads them, too.
    return undefined
  }
}

function decode(module: JpegModule, bytes: Buffer, { scale }: Request): Loaded | undefined {
  const header = module.inspect(bytes)
  if (!header) return undefined
  const [width, height, channels, orientation] = header
  checkSize({ width, height, file: bytes.length, bytesPerPixel: 0 })
  const target = scale({ width, height })
  const pixels = module.decode(bytes, target.width, target.height)
  return pixels && { picture: { pixels, ...target, channels }, width, height, orientation }
}

// In the nearest folder above the script that runs: of the sources as of a build.
function findModule(folder: string): string | undefined {
  const file = join(folder, MODULE)
  if (existsSync(file)) return file
  const above = dirname(folder)
  return above === folder ? undefined : findModule(above)
}
