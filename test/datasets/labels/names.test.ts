import { expect, test } from 'vitest'
import { indexNames, withoutEnding } from '../../../src-main/datasets/labels/names.ts'

const FILES = [
  'train/a.png',
  'test/a.png',
  'train/b.png',
  'test/c.jpg',
  'caf\u00e9.png',
  'v1.5/d.png',
  'train/17.png',
  'e.png',
  'e.jpg'
]

test.each<[name: string, file: string | undefined, isFull?: boolean]>([
  ['train/a.png', 'train/a.png', true],
  ['./train\\a.png', 'train/a.png', true],
  ['/home/me/data/test/a.png', 'test/a.png', true],
  ['a.png', undefined],
  ['b.png', 'train/b.png', true],
  ['elsewhere/b.png', 'train/b.png', true],
  ['cafe\u0301.png', 'caf\u00e9.png', true],
  ['c.png', 'test/c.jpg', false],
  ['17', 'train/17.png', false],
  ['e', undefined],
  ['', undefined],
  ['z.png', undefined]
])('%s means %s', async (name, file, isFull) => {
  const find = (await indexNames(FILES, () => undefined))('')
  expect(find(name)).toEqual(file === undefined ? undefined : { file, isFull })
})

test('names in a folder’s own table mean its files first', async () => {
  const index = await indexNames(FILES, () => undefined)
  expect(index('test')('a.png')).toEqual({ file: 'test/a.png', isFull: true })
})

test.each([
  ['a/b.tar.gz', 'a/b.tar'],
  ['v1.5/d', 'v1.5/d'],
  ['in/.hidden', 'in/.hidden']
])('%s without its ending is %s', (file, rest) => {
  expect(withoutEnding(file)).toBe(rest)
})
