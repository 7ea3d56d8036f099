// Where a PNG's header has them (ISO/IEC 15948, 11.2.2).
const WIDTH_AT = 16
const HEIGHT_AT = 20

/** Width and height in pixels of a PNG's bytes. */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  return { width: view.getUint32(WIDTH_AT), height: view.getUint32(HEIGHT_AT) }
}
