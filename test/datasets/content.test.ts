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
  ['\x00\x01'.repeat(20), 'It is not a picture: its content is unknown data.'],
  ['RIFF\x10', 'It is too short for a picture: 5 bytes.'],
  ['%PDF-1.7 …', 'It is not a picture: its content is a PDF document.'],
  ['PK\x03\x04…', 'It is not a picture: its content is a ZIP archive; unpack it first.'],
  ['\0\0\0\x20ftypisom', 'It is not a picture: its content is a video.'],
  ['\0\0\0\x18ftypheic', 'It is a HEIC picture, which is not read; save it as PNG or JPEG.'],
  ['\0\0\x01\0\x01\0\x10\x10', 'It is a Windows icon, which is not read; save it as PNG or JPEG.'],
  ['8BPS\0\x01', 'It is a Photoshop document, which is not read; save it as PNG or JPEG.'],
  ['\xff\x0a', 'It is a JPEG XL picture, which is not read; save it as PNG or JPEG.'],
  ['<!DOCTYPE html>\n<title>404</title>', 'It is not a picture: its content is a web page.'],
  ['P5 is a format', 'It is not a picture: its content is text.'],
  ...['<svg xmlns="…"/>', '<?xml version="1.0"?>\n<!-- by hand -->\n<svg width="1"/>'].map(
    (svg): [string, string] => [
      svg,
      'It is an SVG drawing, which is not read as it may hold code; save it as PNG.'
    ]
  )
])('%j is told apart', (text, reason) => {
  expect(recognise(Buffer.from(text, /[^\0-\xff]/.test(text) ? 'utf8' : 'latin1'))).toEqual({
    reason
  })
})
