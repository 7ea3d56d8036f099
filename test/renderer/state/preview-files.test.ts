import { expect, test } from 'vitest'
import {
  isArchive,
  previewFiles,
  type DroppedFile
} from '../../../src-renderer/state/preview-files.ts'

const dropped = (path: string, bytes = 1): DroppedFile => ({
  path,
  file: new File([new Uint8Array(bytes)], path)
})
const pathsOf = (files: readonly DroppedFile[]): string[] => files.map(({ path }) => path)

test('of many files some are tried, spread over all, with their captions and the tables', () => {
  const pictures = Array.from({ length: 120 }, (_, n) => dropped(`set/${n}.jpg`))
  const captions = pictures.map((_, n) => dropped(`set/${n}.txt`))
  const tables = [dropped('set/labels.csv'), dropped('set/huge.json', 5 * 1024 ** 2)]
  const chosen = Array.from({ length: 12 }, (_, n) => n * 10)
  expect(pathsOf(previewFiles([...pictures, ...captions, ...tables]))).toEqual([
    ...chosen.map((n) => `set/${n}.jpg`),
    ...chosen.map((n) => `set/${n}.txt`),
    'set/labels.csv'
  ])
})

test('a few files, and an archive among many, are all sent', () => {
  const few = [dropped('a.jpg'), dropped('a.txt'), dropped('huge.json', 5 * 1024 ** 2)]
  expect(previewFiles(few)).toEqual(few)
  const withArchive = [
    ...Array.from({ length: 20 }, (_, n) => dropped(`${n}.jpg`)),
    dropped('b.zip')
  ]
  expect(previewFiles(withArchive)).toEqual(withArchive)
})

test('archives are known by their names', () => {
  const names = ['a.zip', 'A.ZIP', 'train-images-idx3-ubyte', 'train-images-idx3-ubyte.gz']
  expect(names.filter(isArchive)).toEqual(names)
  expect(['a.jpg', 'zip', 'a.zip.jpg'].filter(isArchive)).toEqual([])
})
