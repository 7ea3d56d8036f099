import { expect, test } from 'vitest'
import { createFolderLabels } from '../../../src-main/datasets/labels/folders.ts'
import type { Labels } from '../../../src-main/datasets/labels.ts'

function labelsOf(files: string[]): Labels[] {
  const folders = createFolderLabels()
  for (const file of files) folders.add(file)
  return files.map(folders.labelsOf)
}

test.each<[string, string[], Labels[]]>([
  [
    'the first folder is the label',
    ['cats/a.png', 'cats/old/b.png', 'dogs/c.png', 'd.png'],
    [{ label: 'cats' }, { label: 'cats' }, { label: 'dogs' }, {}]
  ],
  [
    'folders that all share are passed over, as an archive has one',
    ['photos/all/cats/a.png', 'photos/all/dogs/b.png', 'photos/all/c.png'],
    [{ label: 'cats' }, { label: 'dogs' }, {}]
  ],
  ['one folder for all tells nothing', ['photos/a.png', 'photos/b.png'], [{}, {}]],
  [
    'parts of a set are an attribute of their own',
    ['train/cat/a.png', 'Test/dog/b.png', 'test/c.png'],
    [{ label: 'cat', part: 'train' }, { label: 'dog', part: 'Test' }, { part: 'test' }]
  ],
  [
    'parts and other folders beside each other are labels',
    ['train/cat/a.png', 'more/dog/b.png'],
    [{ label: 'train' }, { label: 'more' }]
  ],
  [
    'a note beside the folder is no picture',
    ['set/cat/a.png', 'set/dog/b.png', 'LICENSE'],
    [{ label: 'cat' }, { label: 'dog' }, {}]
  ],
  [
    'names without endings count where there are no others',
    ['x/1', 'y/2'],
    [{ label: 'x' }, { label: 'y' }]
  ]
])('%s', (_, files, labels) => {
  expect(labelsOf(files)).toEqual(labels)
})

test('what is asked before all pictures are known is answered by those that are', () => {
  const folders = createFolderLabels()
  folders.add('set/cat/a.png')
  expect(folders.labelsOf('set/cat/a.png')).toEqual({})
  folders.add('set/dog/b.png')
  expect(folders.labelsOf('set/cat/a.png')).toEqual({ label: 'cat' })
})
