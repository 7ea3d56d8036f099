import { expect, test } from 'vitest'
import { labelsOf, packLabels, type Labels } from '../../src-main/datasets/labels.ts'

test('labels are the same packed and unpacked, whatever their names', () => {
  const pictures: Labels[] = [
    { label: 'cat', hat: 'yes' },
    {},
    Object.fromEntries([
      ['__proto__', 'odd'],
      ['label', 'dog']
    ])
  ]
  const columns = packLabels(pictures)
  expect(columns['label']).toEqual({ values: ['cat', 'dog'], of: [0, -1, 1] })
  expect(pictures.map((_, index) => labelsOf(columns, index))).toEqual(pictures)
})

test('of too many keywords those that most pictures have are kept', () => {
  const rare = Array.from({ length: 300 }, (_, i): Labels => ({
    [`word ${i}`]: 'yes',
    late: 'yes'
  }))
  const columns = packLabels([...rare, { 'word 299': 'yes' }])
  const names = Array.from({ length: 198 }, (_, i) => `word ${i}`)
  expect(Object.keys(columns)).toEqual([
    ...names.slice(0, 1),
    'late',
    ...names.slice(1),
    'word 299'
  ])
})
