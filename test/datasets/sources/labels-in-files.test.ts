import { expect, test } from 'vitest'
import { temporaryFolder } from '../../temporary-folder.ts'
import { picture } from '../pictures.ts'
import { put, readAll } from './read-all.ts'

// Only content tells what is a picture, and listing does not look at it.
const PICTURES = { 'a.png': 'x', 'b.png': 'x', 'c.png': 'x' }

test.each<[string, Record<string, string>]>([
  ['CSV', { 'labels.csv': 'file,hair,age\na.png,"red, long",7\nb.png,,8\n' }],
  [
    'CSV of another country',
    { 'labels.csv': '\ufefffile;hair;age\r\na.png;red, long;7\r\nb.png;;8' }
  ],
  ['TSV', { 'deep/labels.tsv': 'hair\tage\tfile\nred, long\t7\t../x/a.png\n\t8\tb.png\n' }],
  ['CSV of pandas', { 'x.csv': ',image_id,hair,age\n0,a,"red, long",7\n1,b,,8\n2,c,,\n' }],
  [
    'JSON of objects',
    {
      'labels.json': JSON.stringify([
        { hair: 'red, long', age: 7, file_name: 'a.png', box: { x: 1 } },
        { age: 8, file_name: 'b.png', hair: null }
      ])
    }
  ],
  [
    'JSON of names',
    {
      'labels.json': JSON.stringify({ 'a.png': { hair: 'red, long', age: 7 }, 'b.png': { age: 8 } })
    }
  ],
  [
    'lines of JSON',
    {
      'metadata.jsonl':
        '{"file_name":"a.png","hair":"red, long","age":7}\n\n{"file_name":"b.png","age":8}'
    }
  ]
])('a table is read as %s', async (_, tables) => {
  const { files, labels, rejected, notes } = await readAll(
    put(temporaryFolder(), { ...PICTURES, ...tables })
  )
  expect({ files, labels, rejected, notes }).toEqual({
    files: ['a.png', 'b.png', 'c.png'],
    labels: { 'a.png': { hair: 'red, long', age: '7' }, 'b.png': { age: '8' }, 'c.png': {} },
    rejected: {},
    notes: []
  })
})

test('CelebA’s list says yes and no', async () => {
  const { labels, notes } = await readAll(
    put(temporaryFolder(), {
      'img/000001.jpg': 'x',
      'img/000002.jpg': 'x',
      'list_attr_celeba.txt':
        '3\nBald Big_Nose Young\n000001.jpg -1  1  1\n000002.jpg -1 -1  1\n000003.jpg  1 -1  1\n',
      'identity_CelebA.txt': '000001.jpg 2880\n000002.jpg 2937\n'
    })
  )
  expect(labels).toEqual({
    'img/000001.jpg': { Bald: 'no', Big_Nose: 'yes', Young: 'yes', label: '2880' },
    'img/000002.jpg': { Bald: 'no', Big_Nose: 'no', Young: 'yes', label: '2937' }
  })
  expect(notes).toEqual([
    {
      file: 'list_attr_celeba.txt',
      reason: '1 of its 3 rows name no picture here, such as “000003.jpg”.'
    }
  ])
})

test('numbered pictures are not taken for the digits they show', async () => {
  const pictures = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.png`, 'x']))
  const rows = Array.from({ length: 12 }, (_, i) => `${(i * 7) % 3},${i}`)
  const { labels } = await readAll(
    put(temporaryFolder(), { ...pictures, 'train.csv': `label,id\n${rows.join('\n')}` })
  )
  expect(labels).toEqual(
    Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`${i}.png`, { label: `${(i * 7) % 3}` }])
    )
  )
})

test('a column of ones is a column of numbers', async () => {
  const { labels } = await readAll(
    put(temporaryFolder(), { ...PICTURES, 'x.csv': 'a.png,1\nb.png,1\n' })
  )
  expect(labels).toEqual({ 'a.png': { label: '1' }, 'b.png': { label: '1' }, 'c.png': {} })
})

test('tags in lists become tags', async () => {
  const { labels } = await readAll(
    put(temporaryFolder(), {
      ...PICTURES,
      'x.json': '[{"file":"a.png","tags":["sunset","sea"]},{"file":"b.png","tags":[],"old":true}]'
    })
  )
  expect(labels).toEqual({
    'a.png': { sunset: 'yes', sea: 'yes' },
    'b.png': { old: 'yes' },
    'c.png': {}
  })
})

test.each([
  ['', '6', '3', { 'a.png': { label: '6' }, 'b.png': { label: '3' } }],
  ['one-hot', '[0,0,1]', '[1,0,0]', { 'a.png': { label: '2' }, 'b.png': { label: '0' } }],
  [
    'several-hot',
    '[0,1,1]',
    '[1,0,0]',
    {
      'a.png': { 'label 0': 'no', 'label 1': 'yes', 'label 2': 'yes' },
      'b.png': { 'label 0': 'yes', 'label 1': 'no', 'label 2': 'no' }
    }
  ],
  [
    'number',
    '[0.5,-2]',
    '[1,0]',
    { 'a.png': { 'label 0': '0.5', 'label 1': '-2' }, 'b.png': { 'label 0': '1', 'label 1': '0' } }
  ]
])('StyleGAN’s %s labels are read, and its folders mean nothing', async (_, a, b, expected) => {
  const { labels, rejected } = await readAll(
    put(temporaryFolder(), {
      '00000/a.png': 'x',
      '00001/b.png': 'x',
      'dataset.json': `{"labels": [["00000/a.png", ${a}], ["00001/b.png", ${b}]]}`
    })
  )
  expect({ labels, rejected }).toEqual({
    labels: { '00000/a.png': expected['a.png'], '00001/b.png': expected['b.png'] },
    rejected: {}
  })
})

test('StyleGAN’s set without labels has none', async () => {
  const { labels, rejected } = await readAll(
    put(temporaryFolder(), {
      '00000/a.png': 'x',
      '00001/b.png': 'x',
      'dataset.json': '{"labels": null}'
    })
  )
  expect({ labels, rejected }).toEqual({
    labels: { '00000/a.png': {}, '00001/b.png': {} },
    rejected: {}
  })
})

test.each([
  ['a.csv', 'file,x\na.png,1\nb.png,2,3\n', 'Line 3 has 3 cells where there are 2 columns.'],
  ['a.csv', 'file,x\n"a.png,1\n', 'A quotation that begins in line 2 never ends.'],
  ['a.csv', 'name,x\nn.png,1\n', 'It names none of the pictures.'],
  ['a.csv', 'a.png\nb.png\n', 'It names pictures, but holds no labels of them.'],
  ['a.tsv', 'file\t\na.png\t1\n', 'It names pictures, but holds no labels of them.'],
  ['a.json', '{"version": 3}', 'It names none of the pictures.'],
  ['a.json', '7', 'It is JSON, but no table of labels.'],
  ['a.json', '[{"file": ', /^It is not valid JSON \(.+\)\.$/],
  ['a.jsonl', '{"file_name":"a.png","x":1}\n{', /^Line 2 is not valid JSON \(.+\)\.$/],
  ['a.jsonl', '{"file_name":"a.png","x":1}\n[]', 'Line 2 is not a JSON object.'],
  [
    'a.json',
    '[["a.png", [1, 2]], ["b.png", 3]]',
    'The label of “b.png” is not a vector of 2 numbers like the first one.'
  ],
  [
    'a.csv',
    `file,${Array.from({ length: 201 }, (_, i) => i).join()}\na.png${',1'.repeat(201)}\n`,
    'It has 201 attributes; 200 are allowed.'
  ]
])('%s: %.40s is rejected with its reason', async (file, text, reason) => {
  const { files, rejected } = await readAll(put(temporaryFolder(), { ...PICTURES, [file]: text }))
  expect(files).toEqual(['a.png', 'b.png', 'c.png'])
  expect(rejected).toEqual({
    [file]: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string)
  })
})

test('of two tables the first says what a picture has, and the second what is still unknown', async () => {
  const { labels, notes } = await readAll(
    put(temporaryFolder(), {
      ...PICTURES,
      '1.csv': `file,x\na.png,one\na.png,again\nb.png,${'é'.repeat(600)}\n`,
      '2.csv': 'file,x,__proto__\na.png,two,odd\nc.png,three,\n'
    })
  )
  expect(labels).toEqual({
    'a.png': Object.fromEntries([
      ['x', 'one'],
      ['__proto__', 'odd']
    ]),
    'b.png': { x: 'é'.repeat(500) },
    'c.png': { x: 'three' }
  })
  expect(notes).toEqual([
    {
      file: '1.csv',
      reason: '1 of its rows name a picture for a second time; the first row counts.'
    },
    { file: '1.csv', reason: '1 of its values have more than 500 characters and were cut.' }
  ])
})

test('captions lie beside pictures; other texts are left to the decoder', async () => {
  const real = await picture(8, 8).png().toBuffer()
  const { files, labels, rejected, notes, source } = await readAll(
    put(temporaryFolder(), {
      'cats/a.jpg': 'x',
      'cats/a.txt': 'A cat,\nred, on a <b>mat</b>.\n',
      'cats/b.jpg': 'x',
      'cats/b.jpg.txt': Buffer.from('Mädchen', 'latin1'),
      'dogs/c.jpg': 'x',
      'dogs/c.caption': 'w '.repeat(400),
      'dogs/d.jpg': 'x',
      'dogs/d.txt': '0 0.5 0.5 0.1 0.1\n',
      'dogs/e.jpg': 'x',
      'dogs/e.txt': real,
      'README.txt': 'About cats.'
    })
  )
  expect({ files, labels, rejected, notes }).toEqual({
    files: [
      'cats/a.jpg',
      'cats/b.jpg',
      'dogs/c.jpg',
      'dogs/d.jpg',
      'dogs/e.jpg',
      'README.txt',
      'dogs/e.txt'
    ],
    labels: {
      'cats/a.jpg': { label: 'cats', caption: 'A cat, red, on a <b>mat</b>.' },
      'cats/b.jpg': { label: 'cats', caption: 'Mädchen' },
      'dogs/c.jpg': { label: 'dogs', caption: 'w '.repeat(250).trim() },
      'dogs/d.jpg': { label: 'dogs' },
      'dogs/e.jpg': { label: 'dogs' },
      'README.txt': {},
      'dogs/e.txt': { label: 'dogs' }
    },
    rejected: {
      'dogs/d.txt': 'It belongs to a picture, but is no caption: there are no words in it.'
    },
    notes: [{ file: 'dogs/c.caption', reason: 'It is longer than 500 characters and cut.' }]
  })
  expect(source.origins('cats/a.jpg')).toEqual(['folders', 'captions'])
  expect(source.origins('README.txt')).toEqual([])
})

test('every kind of label can be switched off', async () => {
  const folder = put(temporaryFolder(), {
    'cats/a.jpg': 'x',
    'cats/a.txt': 'A cat',
    'dogs/b.jpg': 'x',
    'x.csv': 'file,age\na.jpg,7\n',
    'list.txt': 'a.jpg 7\n'
  })
  const labelsWith = async (...labels: ('folders' | 'tables' | 'captions')[]) => {
    const all = await readAll(folder, { labels })
    return [all.labels['cats/a.jpg'], Object.keys(all.rejected)]
  }
  expect(await labelsWith('folders')).toEqual([{ label: 'cats' }, ['cats/a.txt', 'x.csv']])
  expect(await labelsWith('tables')).toEqual([{ age: '7', label: '7' }, ['cats/a.txt']])
  expect(await labelsWith('captions')).toEqual([{ caption: 'A cat' }, ['x.csv']])
})
