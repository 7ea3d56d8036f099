import { gzipSync } from 'node:zlib'
import type { Entry } from './entry.ts'

const notPicture = (what: string): RegExp =>
  new RegExp(`^It is not a picture: its content is ${what}`)
const unread = (what: string): RegExp =>
  new RegExp(`^It is ${what}, which is not read; save it as PNG or JPEG\\.$`)
const box = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])

const FILES: Record<string, [Uint8Array, RegExp]> = {
  'empty.png': [Buffer.alloc(0), /^It is empty \(0 bytes\)\.$/],
  'zeros.png': [Buffer.alloc(1000), notPicture('unknown data')],
  'text.jpg': [Buffer.from('Dear diary,\nno picture today.\n'), notPicture('text')],
  'svg.jpg': [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    /^It is an SVG/
  ],
  'drawing.svg': [
    Buffer.from('<?xml version="1.0"?>\n<!-- by hand -->\n<svg width="9"/>'),
    /^It is an SVG/
  ],
  'page.png': [Buffer.from('<!DOCTYPE html><title>404</title>'), notPicture('a web page')],
  'document.pdf': [Buffer.from('%PDF-1.7\n1 0 obj'), notPicture('a PDF document')],
  'layers.psd': [box('8BPS\0\x01'), unread('a Photoshop document')],
  'phone.heic': [box('\0\0\0\x18ftypheic'), unread('a HEIC picture')],
  'new.jxl': [box('\xff\x0a'), unread('a JPEG XL picture')],
  'film.jp2': [box('\0\0\0\x0cjP  \r\n\x87\n'), unread('a JPEG 2000 picture')],
  'icon.ico': [box('\0\0\x01\0\x01\0'), unread('a Windows icon')],
  'clip.mp4': [box('\0\0\0\x20ftypisom'), notPicture('a video')],
  'clip.webm': [box('\x1aE\xdf\xa3'), notPicture('a video')],
  'song.mp3': [box('ID3\x04'), notPicture('sound')],
  'inside.jpg': [box('PK\x03\x04'), notPicture('a ZIP archive; unpack it first')],
  'packed.gz': [gzipSync('text'.repeat(50)), notPicture('an archive; unpack it first')]
}

/** What is no picture, or none that is read, whatever its name says. */
export function foreignEntries(): Entry[] {
  return Object.entries(FILES).map(([name, [bytes, reason]]) => ({
    name,
    bytes,
    expected: { reason }
  }))
}
