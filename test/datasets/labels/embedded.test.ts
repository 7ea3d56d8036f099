import { expect, test } from 'vitest'
import type { PictureKind } from '../../../src-main/datasets/content.ts'
import { readEmbeddedLabels } from '../../../src-main/datasets/labels/embedded.ts'
import { picture } from '../pictures.ts'

const XMP = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4">
<dc:subject><rdf:Bag><rdf:li>sunset</rdf:li><rdf:li>sea &amp; sand</rdf:li></rdf:Bag></dc:subject>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Evening
 at the &#233;tang &lt;b&gt;</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

const FROM_XMP = {
  sunset: 'yes',
  'sea & sand': 'yes',
  caption: 'Evening at the étang <b>',
  rating: '4'
}

const FORMATS = { JPEG: 'jpeg', PNG: 'png', WebP: 'webp', TIFF: 'tiff', AVIF: 'avif' } as const
const kinds = Object.entries(FORMATS) as [keyof typeof FORMATS, (typeof FORMATS)['JPEG']][]

test.each(kinds)('%s: keywords, description and stars are read from XMP', async (kind, format) => {
  const bytes = await picture(16, 16).toFormat(format).withXmp(XMP).toBuffer()
  expect(readEmbeddedLabels(bytes, kind)).toEqual(FROM_XMP)
})

test.each(kinds.filter(([kind]) => kind !== 'AVIF' && kind !== 'TIFF'))(
  '%s: the description is read from EXIF',
  async (kind, format) => {
    const exif = { IFD0: { ImageDescription: 'A grey cat', Artist: 'Nobody' } }
    const bytes = await picture(16, 16).toFormat(format).withExif(exif).toBuffer()
    expect(readEmbeddedLabels(bytes, kind)).toEqual({ caption: 'A grey cat' })
  }
)

test.each(kinds)('%s: a picture that says nothing has no labels', async (kind, format) => {
  const bytes = await picture(16, 16).toFormat(format).toBuffer()
  expect(readEmbeddedLabels(bytes, kind)).toEqual({})
})

// A block of EXIF byte by byte: directories of [tag, type, count, value], longer values behind them.
type Tag = [tag: number, type: number, value: Buffer]

function exif(isLittle: boolean, tags: Tag[], inner: Tag[] = []): Buffer {
  const short = (value: number) => {
    const bytes = Buffer.alloc(2)
    if (isLittle) bytes.writeUInt16LE(value)
    else bytes.writeUInt16BE(value)
    return bytes
  }
  const long = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (isLittle) bytes.writeUInt32LE(value)
    else bytes.writeUInt32BE(value)
    return bytes
  }
  const unit: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 }
  const directory = (entries: Tag[], at: number): Buffer => {
    const extra: Buffer[] = []
    let place = at + 2 + 12 * entries.length + 4
    const rows = entries.map(([tag, type, value]) => {
      const head = [short(tag), short(type), long(value.length / unit[type]!)]
      if (value.length <= 4) return Buffer.concat([...head, value, Buffer.alloc(4 - value.length)])
      extra.push(value)
      place += value.length
      return Buffer.concat([...head, long(place - value.length)])
    })
    return Buffer.concat([short(entries.length), ...rows, long(0), ...extra])
  }
  const head = Buffer.concat([Buffer.from(isLittle ? 'II' : 'MM'), short(42), long(8)])
  const outer = (pointer: number) =>
    directory(inner.length > 0 ? [...tags, [0x8769, 4, long(pointer)]] : tags, 8)
  const pointer = 8 + outer(0).length
  return Buffer.concat([head, outer(pointer), directory(inner, pointer)])
}

function segment(marker: number, ...parts: (string | Buffer)[]): Buffer {
  const data = Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

async function jpegWith(...segments: Buffer[]): Promise<Buffer> {
  const plain = await picture(16, 16).jpeg().toBuffer()
  return Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2)])
}

const wide = (text: string) => Buffer.from(`${text}\0`, 'utf16le')

test.each([true, false])(
  'what Windows and cameras write is read (little-endian: %s)',
  async (isLittle) => {
    const stars = isLittle ? Buffer.of(3, 0) : Buffer.of(0, 3)
    const comment = Buffer.concat([Buffer.from('ASCII\0\0\0'), Buffer.from('Said by the user')])
    const block = exif(
      isLittle,
      [
        [0x010e, 2, Buffer.from('OLYMPUS DIGITAL CAMERA         \0')],
        [0x4746, 3, stars],
        [0x9c9e, 1, wide('Käfer; blue ;')]
      ],
      [[0x9286, 7, comment]]
    )
    const bytes = await jpegWith(segment(0xe1, 'Exif\0\0', block))
    expect(readEmbeddedLabels(bytes, 'JPEG')).toEqual({
      Käfer: 'yes',
      blue: 'yes',
      caption: 'Said by the user',
      rating: '3'
    })
  }
)

test('a TIFF is a block of EXIF itself', () => {
  const bytes = exif(false, [
    [0x010e, 2, Buffer.from('A grey cat\0')],
    [0x83bb, 1, Buffer.from([0x1c, 2, 25, 0, 3, 0x63, 0x61, 0x74])]
  ])
  expect(readEmbeddedLabels(bytes, 'TIFF')).toEqual({ cat: 'yes', caption: 'A grey cat' })
})

test('a comment in wide characters is read in the order of its block', async () => {
  for (const isLittle of [true, false]) {
    const text = Buffer.from('Größe', 'utf16le')
    const comment = Buffer.concat([Buffer.from('UNICODE\0'), isLittle ? text : text.swap16()])
    const block = exif(isLittle, [], [[0x9286, 7, comment]])
    const bytes = await jpegWith(segment(0xe1, 'Exif\0\0', block))
    expect(readEmbeddedLabels(bytes, 'JPEG')).toEqual({ caption: 'Größe' })
  }
})

// IPTC-IIM data sets in Photoshop's resources, behind another resource with a name of its own.
function iptc(...sets: [number: number, text: Buffer][]): Buffer {
  const data = Buffer.concat(
    sets.map(([number, text]) => {
      const head = Buffer.of(0x1c, 2, number, 0, 0)
      head.writeUInt16BE(text.length, 3)
      return Buffer.concat([head, text])
    })
  )
  const resource = (number: number, name: string, content: Buffer) => {
    const head = Buffer.alloc(6)
    head.write('8BIM')
    head.writeUInt16BE(number, 4)
    const title = Buffer.concat([Buffer.of(name.length), Buffer.from(name)])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    const pad = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)])
    return Buffer.concat([head, pad(title), length, pad(content)])
  }
  return Buffer.concat([resource(0x03ed, 'odd', Buffer.of(1)), resource(0x0404, '', data)])
}

test('keywords and caption are read from IPTC, in UTF-8 or Latin-1', async () => {
  const block = iptc(
    [25, Buffer.from('Mädchen', 'utf8')],
    [25, Buffer.from('Straße', 'latin1')],
    [5, Buffer.from('A title')],
    [120, Buffer.from('Two children.\r\nAt home.')]
  )
  const bytes = await jpegWith(segment(0xed, 'Photoshop 3.0\0', block))
  expect(readEmbeddedLabels(bytes, 'JPEG')).toEqual({
    Mädchen: 'yes',
    Straße: 'yes',
    caption: 'Two children. At home.'
  })
})

test('keywords of several blocks come once, too long ones not at all, and not without end', async () => {
  const many = Array.from({ length: 80 }, (_, i): [number, Buffer] => [
    25,
    Buffer.from(`word ${i}`)
  ])
  const bytes = await jpegWith(
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(XMP)),
    segment(
      0xed,
      'Photoshop 3.0\0',
      iptc([25, Buffer.from('sunset')], [25, Buffer.alloc(65, 'w')], ...many)
    )
  )
  const labels = readEmbeddedLabels(bytes, 'JPEG')
  const keywords = ['sunset', 'sea & sand', ...many.slice(0, 48).map(([, text]) => text.toString())]
  expect(Object.keys(labels)).toEqual([...keywords, 'caption', 'rating'])
})

test.each([
  'OLYMPUS DIGITAL CAMERA',
  'SONY DSC',
  'KODAK Digital Still Camera',
  'SAMSUNG CAMERA PICTURES',
  'Created with GIMP',
  'DCIM\\100MEDIA\\DJI_0001.JPG',
  'Screenshot',
  '<untitled>',
  '{"mode":1}',
  '2019:07:01',
  '   '
])('%s is no caption', async (text) => {
  const bytes = await jpegWith(
    segment(0xe1, 'Exif\0\0', exif(true, [[0x010e, 2, Buffer.from(`${text}\0`)]]))
  )
  expect(readEmbeddedLabels(bytes, 'JPEG')).toEqual({})
})

test('text is cleaned and cut', async () => {
  const text = `\x1b[31m<script>alert(1)</script>\u202e ${'long '.repeat(200)}`
  const bytes = await jpegWith(
    segment(0xe1, 'Exif\0\0', exif(true, [[0x010e, 2, Buffer.from(text)]]))
  )
  const { caption } = readEmbeddedLabels(bytes, 'JPEG')
  expect(caption).toMatch(/^\[31m<script>alert\(1\)<\/script> long long /)
  expect(caption!.length).toBeLessThanOrEqual(500)
})

test('text in a PNG of its own is read', async () => {
  const plain = await picture(16, 16).png().toBuffer()
  const chunk = (type: string, data: string) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    // Of a chunk's checksum the reader takes no notice; the decoder has checked it.
    return Buffer.concat([length, Buffer.from(type + data, 'latin1'), Buffer.alloc(4)])
  }
  const with_ = (...chunks: Buffer[]) =>
    Buffer.concat([plain.subarray(0, 33), ...chunks, plain.subarray(33)])
  const read = (...chunks: Buffer[]) => readEmbeddedLabels(with_(...chunks), 'PNG')
  expect(read(chunk('tEXt', 'Software\0Paint'), chunk('tEXt', 'Description\0Caf\xe9'))).toEqual({
    caption: 'Café'
  })
  expect(read(chunk('iTXt', 'Description\0\0\0en\0\0Plain words'))).toEqual({
    caption: 'Plain words'
  })
})

test('no damage of these blocks does more than to hide what they say', async () => {
  const block = exif(
    true,
    [[0x010e, 2, Buffer.from('A grey cat')]],
    [[0x9286, 7, Buffer.alloc(40, 'x')]]
  )
  const whole = await jpegWith(
    segment(0xe1, 'Exif\0\0', block),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(XMP)),
    segment(0xed, 'Photoshop 3.0\0', iptc([25, Buffer.from('sunset')]))
  )
  const headers = 2 + block.length + XMP.length + 120
  for (let at = 2; at < headers; at++) {
    for (const value of [0, 0x7f, 0xff]) {
      const damaged = Buffer.from(whole)
      damaged[at] = value
      expect(() => readEmbeddedLabels(damaged, 'JPEG')).not.toThrow()
    }
    expect(() => readEmbeddedLabels(whole.subarray(0, at), 'JPEG')).not.toThrow()
  }
  for (const [kind, format] of kinds) {
    const bytes = await picture(16, 16)
      .toFormat(format)
      .withXmp(XMP)
      .withExif({ IFD0: { ImageDescription: 'A grey cat' } })
      .toBuffer()
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = Buffer.from(bytes)
      damaged[at] = 0xff
      expect(() => readEmbeddedLabels(damaged, kind)).not.toThrow()
    }
  }
})

test.each(['BMP', 'PNM', 'GIF'] satisfies PictureKind[])('a %s says nothing', (kind) => {
  expect(readEmbeddedLabels(Buffer.from('whatever it holds'), kind)).toEqual({})
})
