import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportOutcome } from '../../../src-main/contract/workers.ts'
import { ImportSettingsSchema } from '../../../src-main/contract/import-settings.ts'
import { buildCache, type BuildOptions } from '../../../src-main/datasets/build/build.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { decodeFound } from '../../../src-main/datasets/decode.ts'
import { appendEdits, fingerprint, readEdits } from '../../../src-main/datasets/edits.ts'
import type { Found } from '../../../src-main/datasets/found.ts'
import { mapOrdered } from '../../../src-main/datasets/ordered.ts'
import { openSource } from '../../../src-main/datasets/sources/source.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { pattern, picture } from '../pictures.ts'

const SIZE = 16

function put(folder: string, files: Record<string, string | Buffer>): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  return folder
}

const SETTINGS = ImportSettingsSchema.parse({ size: SIZE })

interface Options extends Partial<BuildOptions> {
  /** Pictures decoded side by side. */
  width?: number
  /** Told of every file that is decoded. */
  onDecode?: (file: string) => void
  name?: string
}

async function build(
  folder: string,
  place: string,
  { width = 8, onDecode = () => {}, name = 'cache', ...options }: Options = {}
): Promise<ImportOutcome> {
  const { signal } = options
  const decodeOne = async (found: Found) => {
    onDecode(found.file)
    return { result: await decodeFound(found, SETTINGS) }
  }
  const decode: BuildOptions['decode'] = (found) => mapOrdered(found, width, decodeOne, signal)
  const source = await openSource(folder, { labels: SETTINGS.labels, ...(signal && { signal }) })
  const cacheFolder = join(place, name)
  return buildCache(source, { settings: SETTINGS, cacheFolder, decode, ...options })
}

const png = (seed: number, side = SIZE): Promise<Buffer> =>
  picture(side, side, seed).png().toBuffer()

test('a tree of all sorts becomes a data set and a report', async () => {
  const [source, place] = [temporaryFolder(), temporaryFolder()]
  const first = await png(1)
  const photo = await picture(64, 64, 4).jpeg().toBuffer()
  put(source, {
    'cats/a.png': first,
    'cats/b.jpg': await png(2),
    'dogs/c.png': await png(3, 8),
    'dogs/copy of a.webp': await picture(SIZE, SIZE, 1).webp({ lossless: true }).toBuffer(),
    'dogs/torn.jpg': photo.subarray(0, photo.length / 2),
    'notes.jpg': 'Not a picture.',
    'top.png': await png(5)
  })
  const progress: [number, number][] = []
  const onProgress = (done: number, total: number): number => progress.push([done, total])
  const { report, ...outcome } = await build(source, place, { onProgress })

  const cache = openCache(join(place, 'cache'))
  const pixels = new Uint8Array(SIZE * SIZE * 3)
  cache.read([1], pixels)
  const labels = [0, 1, 2, 3, 4].map((i) => cache.labels(i))
  cache.close()
  expect({ ...report, seconds: 0, imagesPerSecond: 0 }).toEqual({
    imported: 4,
    rejected: [
      { file: 'dogs/torn.jpg', reason: 'It is cut off: its JPEG data end too early.' },
      { file: 'notes.jpg', reason: 'It is not a picture: its content is text.' }
    ],
    duplicates: [{ file: 'dogs/copy of a.webp', of: 'cats/a.png', picture: 3, ofPicture: 0 }],
    near: [],
    nearIncomplete: false,
    outliers: [],
    notes: [],
    labelled: { folders: 4 },
    upscaled: 1,
    grey: false,
    reused: 0,
    seconds: 0,
    imagesPerSecond: 0
  })
  expect(outcome).toEqual({
    form: 'pictures',
    channels: 3,
    pictures: 5,
    count: 4,
    hash: fingerprint(cache.hash, [3]),
    excluded: [3]
  })
  expect(labels).toEqual([
    { label: 'cats' },
    { label: 'cats' },
    { label: 'dogs' },
    { label: 'dogs' },
    {}
  ])
  expect(Buffer.from(pixels)).toEqual(pattern(SIZE, SIZE, 2))
  expect(progress.map(([done]) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(readdirSync(place)).toEqual(['cache'])
})

test('the same folder gives the same bytes however many pictures are decoded at a time', async () => {
  const source = temporaryFolder()
  for (let i = 0; i < 40; i++) put(source, { [`${i % 3}/${i}.png`]: await png(i, 8 + 5 * i) })
  const places = [temporaryFolder(), temporaryFolder()]
  const outcomes = [
    await build(source, places[0]!, { width: 1 }),
    await build(source, places[1]!, { width: 16 })
  ]
  const [one, many] = places.map((place) =>
    ['index.json', 'images-0000.u8'].map((file) => readFileSync(join(place, 'cache', file)))
  )
  expect(one).toEqual(many)
  expect(outcomes[0]!.hash).toBe(outcomes[1]!.hash)
})

test('an import that is cancelled leaves nothing behind', async () => {
  const [source, place] = [temporaryFolder(), temporaryFolder()]
  for (let i = 0; i < 30; i++) put(source, { [`${i}.png`]: await png(i, 100) })
  const controller = new AbortController()
  const onProgress = (done: number): void => {
    if (done === 10) controller.abort()
  }
  const running = build(source, place, { signal: controller.signal, onProgress })
  await expect(running).rejects.toMatchObject({ code: 'import/cancelled' })
  expect(readdirSync(place)).toEqual([])
})

const REMEDY =
  'choose one that holds at least two different pictures (JPEG, PNG, WebP, GIF, TIFF, AVIF, BMP or PPM).'

test.each([
  ['an empty folder', {}, `The folder is empty; ${REMEDY}`],
  [
    'a folder without pictures',
    { 'a.jpg': 'text', 'b.txt': 'more' },
    `The folder holds no picture among 2 files, 2 not usable, such as “a.jpg”: it is not a picture: its content is text; ${REMEDY}`
  ],
  [
    'a single picture',
    { 'a.png': 1, 'b.png': 1 },
    `The folder holds only one picture among 2 files, 1 copy of it; ${REMEDY}`
  ]
])(
  '%s is refused with what was found',
  async (_, files: Record<string, string | number>, words) => {
    const [source, place] = [temporaryFolder(), temporaryFolder()]
    for (const [file, content] of Object.entries(files)) {
      put(source, { [file]: typeof content === 'number' ? await png(content) : content })
    }
    await expect(build(source, place)).rejects.toMatchObject({
      code: 'import/no-pictures',
      message: words
    })
    expect(readdirSync(place)).toEqual([])
  }
)

test('a folder that is imported again is decoded only where it has changed', async () => {
  const [source, place] = [temporaryFolder(), temporaryFolder()]
  for (let i = 0; i < 6; i++) put(source, { [`${i}.png`]: await png(i) })
  put(source, { 'notes.jpg': 'Not a picture.', '3 again.png': await png(3) })
  const first = await build(source, place, { name: 'first' })
  // What a person has done since, seen by the file and not by its number.
  appendEdits(join(place, 'first'), [
    { kind: 'label', attribute: 'mood', pictures: [5], value: 'calm' },
    { kind: 'exclude', pictures: [2], reason: 'person' }
  ])

  put(source, { '0 before.png': await png(40), '4.png': await png(41) })
  const decoded: string[] = []
  const earlier = join(place, 'first')
  const second = await build(source, place, {
    name: 'second',
    earlier,
    onDecode: (file) => decoded.push(file)
  })
  const again = await build(source, place, { name: 'third' })
  const [now, afresh] = ['second', 'third'].map((name) =>
    readFileSync(join(place, name, 'images-0000.u8'))
  )
  const cache = openCache(join(place, 'second'))
  const labels = Array.from({ length: cache.count }, (_, picture) => cache.labels(picture))
  cache.close()
  expect(decoded).toEqual(['0 before.png', '4.png'])
  expect([first.pictures, second.report.reused, second.report.rejected]).toEqual([
    7,
    6,
    again.report.rejected
  ])
  expect(now).toEqual(afresh)
  expect(labels.map(({ mood }) => mood ?? '')).toEqual(['', '', '', '', '', '', 'calm', ''])
  expect(readEdits(join(place, 'second')).exclusions()).toEqual(second.excluded)
})
