/**
 * Pictures travel by URL, so that the browser decodes, caches and drops them. The same paths work in
 * every shell; `pixelPaths` makes them and `src-main/studio/pixels.ts` answers them.
 */
export const pixelPaths = {
  /** One picture of a data set, `size` x `size` PNG. */
  datasetPicture: (dataset: string, index: number): string =>
    `/pixels/datasets/${dataset}/${index}.png`,
  /** The fixed-z grid of a snapshot: 8 x 8 pictures, one pixel apart, PNG. */
  snapshot: (run: string, images: number): string => `/pixels/runs/${run}/snapshots/${images}.png`,
  /** The generator's picture at z, `size` x `size` PNG, byte for byte what `atelier sample` writes. */
  latent: (run: string, checkpoint: number, z: readonly number[]): string =>
    `/pixels/runs/${run}/latent/${checkpoint}/${encodeLatent(z)}.png`
}

/** The paths above as patterns, in the order of `pixelPaths`. */
export const PIXEL_PATTERNS = {
  datasetPicture: /^\/pixels\/datasets\/([a-z0-9-]{1,64})\/(\d{1,9})\.png$/,
  snapshot: /^\/pixels\/runs\/([a-z0-9-]{1,64})\/snapshots\/(\d{1,12})\.png$/,
  latent: /^\/pixels\/runs\/([a-z0-9-]{1,64})\/latent\/(\d{1,12})\/([A-Za-z0-9_-]{6,2732})\.png$/
} as const

/** Packs z as little-endian 32-bit floats in unpadded base64url. */
export function encodeLatent(z: readonly number[]): string {
  const bytes = new Uint8Array(new Float32Array(z).buffer)
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The opposite of `encodeLatent`; undefined when the text is not a whole number of finite floats. */
export function decodeLatent(text: string): number[] | undefined {
  let binary: string
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
  if (binary.length === 0 || binary.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  const values = Array.from(new Float32Array(bytes.buffer))
  return values.every(Number.isFinite) ? values : undefined
}
