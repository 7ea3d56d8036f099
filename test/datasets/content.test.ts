import { expect, test } from 'vitest'
import { recognise } from '../../src-main/datasets/content.ts'
import { picture } from './pictures.ts'

test('pictures are known by their content', async () => {
  const encoded = await Promise.all([
    picture(8, 8).jpeg().toBuffer(),
    picture(8, 8).png().toBuffer(),
    picture(8, 8).gif().toBuffer(),
    picture(8, 8).webp().toBuffer(),
    picture(8, 8).tiff().toBuffer(),
    picture(8, 8).avif({ effort: 0 }).toBuffer()
  ])
  expect(encoded.map(recognise)).toEqual(
    ['JPEG', 'PNG', 'GIF', 'WebP', 'TIFF', 'AVIF'].map((kind) => ({ picture: kind }))
  )
})

test.each([
  ['', 'It is empty (0 bytes).'],
  ['Dear diary,\n\ttoday it rained — 3 °C.', 'It is not a picture: its content is text.'],
  ['\x00\x01\x02\x03\x04\x05', 'It is not a picture: its content is unknown data.'],
  ['%PDF-1.7 …', 'It is not a picture: its content is a PDF document.'],
  ['PK\x03\x04…', 'It is not a picture: its content is a ZIP archive; unpack it first.'],
  ['\0\0\0\x20ftypisom', 'It is not a picture: its content is a video.'],
  ['\0\0\0\x18ftypheic', 'It is a HEIC picture, which is not read; save it as PNG or JPEG.'],
  ['BM\x46\0\0\0\0\0\0\0\x36', 'It is a BMP picture, which is not read; save it as PNG or JPEG.'],
  ...['<svg xmlns="…"/>', '<?xml version="1.0"?>\n<!-- by hand -->\n<svg width="1"/>'].map(
    (svg): [string, string] => [
      svg,
      'It is an SVG drawing, which is not read as it may hold code; save it as PNG.'
    ]
  )
])('%j is told apart', (text, reason) => {
  expect(recognise(Buffer.from(text))).toEqual({ reason })
})
