import { expect, test } from 'vitest'
import type { Labels } from '../../../src-main/contract/models.ts'
import { findExample } from '../../../src-renderer/state/label-example.ts'

const repeat = (count: number, labels: Labels): Labels[] =>
  Array.from({ length: count }, () => labels)

test("the paper's figure, where the labels allow it", () => {
  const rows = [
    ...repeat(2, { presenting: 'man', glasses: 'round', beard: 'full' }),
    ...repeat(2, { presenting: 'man', glasses: 'none', beard: 'none' }),
    ...repeat(2, { presenting: 'man', glasses: 'square', beard: 'none' }),
    ...repeat(9, { presenting: 'woman', glasses: 'none', beard: 'none' }),
    ...repeat(1, { presenting: 'man', glasses: 'none', beard: 'none' }),
    ...repeat(5, { presenting: 'man', glasses: 'none', beard: 'full' }),
    ...repeat(9, { presenting: 'woman', glasses: 'none', beard: 'full' })
  ]
  // Beards are more frequent, and there are more women.
  expect(findExample(rows)).toEqual({
    terms: [
      { name: 'man with glasses', sign: 1, samples: [0, 1, 4] },
      { name: 'man', sign: -1, samples: [2, 3, 15] },
      { name: 'woman', sign: 1, samples: [6, 7, 8] }
    ]
  })
  // Without men with glasses it goes by what there is.
  const women = rows.map((labels) =>
    labels.presenting === 'man' ? { ...labels, glasses: 'none' } : labels
  )
  expect(findExample(women)?.terms.map(({ name }) => name)).toEqual([
    'man with beard',
    'man',
    'woman'
  ])
})

test('a bare tag is there or not; two kinds are better than many', () => {
  const rows = [
    ...repeat(3, { smile: 'yes', age: 'young', colour: 'red' }),
    ...repeat(3, { age: 'young', colour: 'blue' }),
    ...repeat(3, { age: 'old', colour: 'green' })
  ]
  expect(findExample(rows)?.terms.map(({ name, samples }) => [name, samples])).toEqual([
    ['young with smile', [0, 1, 2]],
    ['young', [3, 4, 5]],
    ['old', [6, 7, 8]]
  ])
})

test('no example without something to have, kinds apart from it, or three of each', () => {
  expect(findExample([])).toBeUndefined()
  expect(findExample(repeat(20, { label: 'cat' }))).toBeUndefined()
  expect(
    findExample([...repeat(9, { label: 'cat' }), ...repeat(9, { label: 'dog' })])
  ).toBeUndefined()
  const other = repeat(9, { glasses: 'round', presenting: 'woman' })
  const rows = [
    ...repeat(2, { glasses: 'round', presenting: 'man' }),
    ...repeat(9, { glasses: 'none', presenting: 'man' }),
    ...repeat(9, { glasses: 'none', presenting: 'woman' })
  ]
  expect(findExample(rows)).toBeUndefined()
  expect(findExample([...rows, ...other])?.terms[0]?.name).toBe('woman with glasses')
})
