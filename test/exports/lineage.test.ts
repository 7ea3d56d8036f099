import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { WrittenLineage } from '../../src-main/contract/exports.ts'
import { exportLatents } from '../../src-main/exports/export.ts'
import { readLineage, writeLineage } from '../../src-main/exports/lineage.ts'
import { readChunks, writeChunk, writePng } from '../../src-main/exports/png-chunks.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runPython, SETUP_TIMEOUT_MS } from './python.ts'
import { colourContext, exportTask, SIZE } from './task.ts'

// Numbers that no shorter decimal gives back bit for bit.
const Z = [0.1, 1 / 3, Math.fround(0.7)]
const LINEAGE = [
  { how: 'seed' as const, words: 'Saat 7, Nº 3', z: [0.2, 0.3, 0.4], parents: [] },
  { how: 'direction' as const, words: 'lächeln +1.5', z: Z, parents: [0] }
]

async function exported(scale = 3): Promise<Buffer> {
  const out = join(temporaryFolder(), 'picture.png')
  const what = { kind: 'picture', z: Z, lineage: LINEAGE, scale } as const
  await exportLatents(exportTask(what, out), colourContext())
  return readFileSync(out)
}

const WRITTEN: WrittenLineage = {
  run: 'r1',
  runName: 'Gesichter · Öl 😀',
  checkpoint: 64,
  checkpointSha256: 'ab'.repeat(32),
  datasetHash: '',
  configDigest: '0123456789ab',
  z: Z,
  lineage: LINEAGE,
  scale: 3
}

test('a picture tells how it was made, to the last bit; its pixels are those without it', async () => {
  const file = await exported()
  expect(readLineage(file, 'picture.png')).toEqual(WRITTEN)
  const plain = writePng(
    readChunks(file)
      .filter(({ type }) => type !== 'iTXt')
      .map(({ bytes }) => bytes)
  )
  const { data, info } = await sharp(plain).raw().toBuffer({ resolveWithObject: true })
  expect([info.width, [...data.subarray(0, 3)]]).toEqual([3 * SIZE, [26, 85, 178]])
  // Written anew with what was read it is the same file.
  expect(Buffer.from(writeLineage(plain, readLineage(file, '')))).toEqual(file)
})

test('libvips finds the text, and the picture unharmed', async () => {
  const file = await exported()
  const { comments } = await sharp(file).metadata()
  expect(comments).toEqual([
    { keyword: 'gan-atelier', text: JSON.stringify({ format: 1, ...WRITTEN }) }
  ])
  await expect(sharp(file, { failOn: 'warning' }).stats()).resolves.toBeDefined()
})

test('Pillow finds the same text', { timeout: SETUP_TIMEOUT_MS }, async ({ skip }) => {
  const out = join(temporaryFolder(), 'picture.png')
  writeFileSync(out, await exported())
  const { texts } = await runPython<{ texts: Record<string, string> }>(
    join(import.meta.dirname, 'read_picture.py'),
    [out],
    skip
  )
  expect(JSON.parse(texts['gan-atelier']!)).toEqual({ format: 1, ...WRITTEN })
})

test('a single vector without a story is a story of one step', async () => {
  const out = join(temporaryFolder(), 'picture.png')
  await exportLatents(exportTask({ kind: 'picture', z: Z }, out), colourContext())
  expect(readLineage(readFileSync(out), '').lineage).toEqual([
    { how: 'sliders', words: 'a latent vector', z: Z, parents: [] }
  ])
})

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const ASCII = JSON.stringify({ format: 1, ...WRITTEN, runName: 'Öl', lineage: [LINEAGE[0]] })

test.each([
  ['tEXt', latin(`gan-atelier\0${ASCII}`)],
  ['zTXt', Buffer.concat([latin('gan-atelier\0\0'), deflateSync(latin(ASCII))])],
  ['iTXt', Buffer.concat([latin('gan-atelier\0\u0001\0de\0Werk\0'), deflateSync(ASCII)])]
])('another program may have written the text as %s', async (type, data) => {
  const file = await withText(writeChunk(type, data))
  expect(readLineage(file, 'p.png')).toMatchObject({ runName: 'Öl', z: Z })
})

/** A picture whose text chunk is another; none where there is nothing instead. */
async function withText(chunk?: Uint8Array): Promise<Buffer> {
  const [header, , ...rest] = readChunks(await exported()).map(({ bytes }) => bytes)
  return Buffer.from(writePng([header!, ...(chunk ? [chunk] : []), ...rest]))
}

const withFields = (fields: object): Promise<Buffer> =>
  withText(
    writeChunk(
      'tEXt',
      latin(`gan-atelier\0${JSON.stringify({ format: 1, ...WRITTEN, runName: 'Öl', ...fields })}`)
    )
  )

const flipped = async (): Promise<Buffer> => {
  const file = await exported()
  file[file.indexOf('"z":[0.1') + 6]! ^= 1
  return file
}

const none =
  'tells nothing of how it was made; it is no picture of this studio, or another program has left that out.'
const damaged = (why: string): string =>
  `What p.png tells of its making is damaged (${why}); choose another copy of the file.`

test.each([
  [
    'words',
    async () => Buffer.from('words'),
    'picture/not-png',
    'p.png is no PNG, and only a PNG tells how it was made; choose the file that the studio wrote.'
  ],
  ['nothing', async () => Buffer.alloc(0), 'picture/not-png', undefined],
  [
    'a JPEG',
    async () =>
      sharp(await exported())
        .jpeg()
        .toBuffer(),
    'picture/not-png',
    undefined
  ],
  ['a PNG of another program', () => withText(), 'picture/no-lineage', `p.png ${none}`],
  [
    'another text',
    () => withText(writeChunk('tEXt', latin('Comment\0{}'))),
    'picture/no-lineage',
    undefined
  ],
  [
    'a file cut off in its text',
    async () => (await exported()).subarray(0, 200),
    'picture/no-lineage',
    undefined
  ],
  ['one bit', flipped, 'picture/damaged', damaged('its checksum is wrong')],
  [
    'half a text',
    () => withText(writeChunk('tEXt', latin(`gan-atelier\0${ASCII.slice(0, 90)}`))),
    'picture/damaged',
    damaged('it is not JSON')
  ],
  [
    'no object',
    () => withText(writeChunk('tEXt', latin('gan-atelier\0null'))),
    'picture/damaged',
    damaged('it has no fields')
  ],
  [
    'what cannot be unpacked',
    () => withText(writeChunk('zTXt', latin('gan-atelier\0\0words'))),
    'picture/damaged',
    damaged('it cannot be unpacked')
  ],
  [
    'words for numbers',
    () => withFields({ z: ['a', 'b'] }),
    'picture/damaged',
    damaged('“z.0” is not what it should be')
  ],
  ['no z', () => withFields({ z: [] }), 'picture/damaged', damaged('“z” is not what it should be')],
  ['a z out of all bounds', () => withFields({ z: [1e300] }), 'picture/damaged', undefined],
  [
    'a path for a run',
    () => withFields({ run: '../../etc' }),
    'picture/damaged',
    damaged('“run” is not what it should be')
  ],
  ['a scale of a million', () => withFields({ scale: 1e6 }), 'picture/damaged', undefined],
  [
    'a parent after its child',
    () => withFields({ lineage: [{ ...LINEAGE[0], parents: [1] }, LINEAGE[1]] }),
    'picture/damaged',
    undefined
  ],
  [
    'a later format',
    () => withFields({ format: 2 }),
    'picture/newer',
    'p.png was written by a newer version of the studio; open it with that one.'
  ],
  [
    'a text of 17 MB',
    () => withFields({ more: ' '.repeat(17 * 2 ** 20) }),
    'picture/too-large',
    'What p.png tells of its making is longer than any the studio writes (16 MB), so it was not read.'
  ],
  [
    'a bomb',
    () =>
      withText(
        writeChunk(
          'zTXt',
          Buffer.concat([latin('gan-atelier\0\0'), deflateSync(Buffer.alloc(2 ** 28))])
        )
      ),
    'picture/too-large',
    undefined
  ]
] as const)('%s is refused in a sentence', async (_, make, code, sentence) => {
  const file = await make()
  const read = (): unknown => readLineage(file, 'p.png')
  expect(read).toThrow(expect.objectContaining({ code }) as Error)
  if (sentence) expect(read).toThrow(sentence)
})

test('every length at which a file may be cut off, and every damaged byte, gives a sentence', async () => {
  const file = await exported(1)
  for (let length = 0; length < file.length; length += 7) {
    const cut = file.subarray(0, length)
    try {
      expect(readLineage(cut, '')).toEqual({ ...WRITTEN, scale: 1 })
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^picture\//) as string })
    }
  }
  for (let at = 0; at < file.length; at += 5) {
    const harmed = Buffer.from(file)
    harmed[at]! ^= 0x55
    try {
      expect(readLineage(harmed, '')).toEqual({ ...WRITTEN, scale: 1 })
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^picture\//) as string })
    }
  }
})
