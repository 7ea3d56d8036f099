import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DatasetChange, DatasetQuery } from '../../src-main/contract/models.ts'
import { openAlbum, type Album } from '../../src-main/datasets/album.ts'
import { createCacheWriter } from '../../src-main/datasets/cache-writer.ts'
import { fingerprint } from '../../src-main/datasets/edits.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SIZE = 16
const LABELS = [
  { label: 'cats', mood: 'calm' },
  { label: 'cats' },
  { label: 'dogs', mood: 'wild', caption: 'A Dog runs' },
  { label: 'dogs', mood: 'calm' },
  {}
]
const SIDES = [8, 100, 64, 300, 40]

async function fivePictures(): Promise<{ album: Album; folder: string }> {
  const folder = join(temporaryFolder(), 'set')
  const writer = await createCacheWriter(folder, { form: 'pictures', size: SIZE, channels: 3 })
  for (const [picture, labels] of LABELS.entries()) {
    const side = SIDES[picture]!
    await writer.add(new Uint8Array(SIZE * SIZE * 3).fill(picture), labels, {
      file: `${'edcba'[picture]}/${picture}.png`,
      bytes: 1000 + picture,
      modified: 5,
      sha256: `${picture}`.repeat(64),
      width: side,
      height: side + 1,
      upscaled: side < SIZE,
      ...(picture === 2 && { note: 'It is an animation of 3 frames; the first one is used.' })
    })
  }
  await writer.finish({
    near: [[3, 1, 0.2, true]],
    outliers: [
      [4, 9],
      [2, 3]
    ],
    changes: [{ kind: 'exclude', pictures: [3], reason: 'duplicate' }]
  })
  return { album: open(folder), folder }
}

function open(folder: string): Album {
  const album = openAlbum(folder)
  onTestFinished(() => album.close())
  return album
}

test.each<[string, DatasetQuery, number[]]>([
  ['those in use', {}, [0, 1, 2, 4]],
  ['all', { show: 'all' }, [0, 1, 2, 3, 4]],
  ['those left out', { show: 'excluded' }, [3]],
  ['those left out as copies', { show: 'all', only: 'duplicate' }, [3]],
  ['a label', { labels: [{ attribute: 'label', value: 'cats' }] }, [0, 1]],
  [
    'a label and none of another',
    {
      labels: [
        { attribute: 'label', value: 'cats' },
        { attribute: 'mood', value: null }
      ]
    },
    [1]
  ],
  [
    'an attribute that is called like a method',
    { labels: [{ attribute: 'valueOf', value: null }] },
    [0, 1, 2, 4]
  ],
  ['words of a caption', { text: 'dog RUNS' }, [2]],
  ['part of a path', { text: 'd/1' }, [1]],
  ['small files', { side: { most: 50 } }, [0, 4]],
  ['files of a range', { side: { least: 41, most: 100 } }, [1, 2]],
  ['enlarged ones', { only: 'upscaled' }, [0]],
  ['noted ones', { only: 'noted' }, [2]],
  ['all by path', { show: 'all', order: 'file' }, [4, 3, 2, 1, 0]],
  ['all by side', { show: 'all', order: 'side' }, [0, 4, 2, 1, 3]],
  ['all, strangest first', { show: 'all', order: 'strangest' }, [4, 2, 0, 1, 3]]
])('finds %s', async (_, query, expected) => {
  const { album } = await fivePictures()
  expect(album.find(query)).toEqual(expected)
})

test('facts count what is in use', async () => {
  const { album } = await fivePictures()
  expect(album.facts()).toEqual({
    attributes: [
      {
        attribute: 'label',
        labelled: 3,
        values: [
          { value: 'cats', count: 2 },
          { value: 'dogs', count: 1 }
        ],
        more: 0
      },
      {
        attribute: 'mood',
        labelled: 2,
        values: [
          { value: 'calm', count: 1 },
          { value: 'wild', count: 1 }
        ],
        more: 0
      },
      { attribute: 'caption', labelled: 1, values: [{ value: 'A Dog runs', count: 1 }], more: 0 }
    ],
    sides: [
      { from: 8, count: 1 },
      { from: 32, count: 1 },
      { from: 64, count: 2 }
    ],
    excluded: { duplicate: 1 },
    upscaled: 1,
    noted: 1
  })
})

test('changes are saved, and their undo restores every value', async () => {
  const { album, folder } = await fivePictures()
  const before = [0, 1, 2, 3, 4].map(album.labels)
  const changes: DatasetChange[] = [
    { kind: 'label', attribute: 'mood', pictures: [0, 1, 2], value: 'new' },
    { kind: 'label', attribute: 'mood', pictures: [0], value: null },
    { kind: 'exclude', pictures: [0, 3], reason: 'person' }
  ]
  const undo = album.change(changes)
  const after = { count: 3, hash: fingerprint(album.cache.hash, [0, 3]), excluded: [0, 3] }
  expect(album.state()).toEqual(after)

  // As a studio that is started later finds it.
  const later = open(folder)
  expect([
    later.state(),
    later.labels(0),
    later.labels(1),
    (await later.detail(3)).excluded
  ]).toEqual([after, { label: 'cats' }, { label: 'cats', mood: 'new' }, 'person'])
  const redo = later.change(undo)
  expect([[0, 1, 2, 3, 4].map(later.labels), later.state().excluded]).toEqual([before, [3]])
  expect((await later.detail(3)).excluded).toBe('duplicate')
  later.change(redo)
  expect([later.state(), later.labels(1)]).toEqual([after, { label: 'cats', mood: 'new' }])
})

test('a picture is described with what it looks like', async () => {
  const histogramOf = (level: number): number[] =>
    Array.from({ length: 64 }, (_, i) => (i === level ? 1 : 0))
  const { album } = await fivePictures()
  expect(await album.detail(3)).toEqual({
    picture: 3,
    file: 'b/3.png',
    bytes: 1003,
    width: 300,
    height: 301,
    sha256: '3'.repeat(64),
    upscaled: false,
    labels: { label: 'dogs', mood: 'calm' },
    excluded: 'duplicate',
    near: [1],
    mean: Array(3).fill(3 / 255),
    histogram: Array(3).fill(histogramOf(0))
  })
  const [second, third] = [await album.detail(1), await album.detail(2)]
  expect([second.near, third.note]).toEqual([
    [3],
    'It is an animation of 3 frames; the first one is used.'
  ])
})
