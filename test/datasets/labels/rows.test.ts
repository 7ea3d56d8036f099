import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDelimiter, readRows } from '../../../src-main/datasets/labels/rows.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

test('rows come with their lines, whatever ends a line and wherever quotes stand', () => {
  const text = 'file,caption\r\na.png,"one, ""two""\nthree"\r\n\r\nb.png,5" wide\nc.png,'
  expect([...readRows(text, ',')]).toEqual([
    { line: 1, cells: ['file', 'caption'] },
    { line: 2, cells: ['a.png', 'one, "two"\nthree'] },
    { line: 5, cells: ['b.png', '5" wide'] },
    { line: 6, cells: ['c.png', ''] }
  ])
})

test('a quotation that never ends is told by its line', () => {
  const rows = readRows('a,b\nc,"d\ne,f\n', ',')
  expect(() => [...rows]).toThrow('A quotation that begins in line 2 never ends.')
})

test.each([
  ['a,b;c,d\n1;2;3', ','],
  ['a;b\tc;d', ';'],
  ['a\tb', '\t'],
  ['000001.jpg -1  1', undefined]
])('%j is told apart by %j', (text, delimiter) => {
  expect(findDelimiter(text)).toBe(delimiter)
})

test('tables that Python writes are read as Python reads them', () => {
  const folder = temporaryFolder()
  const script = `
import csv, json, random, sys
random.seed(5)
cell = lambda: ''.join(random.choice('ab",\\n ;\\u00e9') for _ in range(random.randint(0, 6)))
tables = []
for i in range(200):
    rows = [[cell() for _ in range(3)] for _ in range(12)]
    path = f'{sys.argv[1]}/{i}.csv'
    with open(path, 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator=['\\n', '\\r\\n'][i % 2]).writerows(rows)
    with open(path, newline='', encoding='utf-8') as file:
        text = file.read()
    with open(path, newline='', encoding='utf-8') as file:
        tables.append([text, [row for row in csv.reader(file) if any(row)]])
print(json.dumps(tables))`
  writeFileSync(join(folder, 'write.py'), script)
  const output = execFileSync('python3', [join(folder, 'write.py'), folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 24
  })
  for (const [text, rows] of JSON.parse(output) as [string, string[][]][]) {
    expect([...readRows(text, ',')].map(({ cells }) => cells)).toEqual(rows)
  }
})
