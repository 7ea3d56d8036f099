import { expect, test } from 'vitest'
import type { DatasetQuery } from '../../../src-main/contract/models.ts'
import {
  labelIn,
  listFilters,
  withLabel,
  withOnly,
  withSide
} from '../../../src-renderer/state/browser-query.ts'

const QUERY: DatasetQuery = {
  order: 'file',
  text: 'smile',
  labels: [
    { attribute: 'hair', value: 'long' },
    { attribute: 'glasses', value: 'yes' },
    { attribute: 'beard', value: null }
  ],
  side: { least: 64, most: 127 },
  only: 'near',
  show: 'excluded'
}

test('each thing asked for has words, and a query without it', () => {
  const filters = listFilters(QUERY)
  expect(filters.map(({ words }) => words)).toEqual([
    'hair: long',
    'glasses',
    'no beard',
    '64–127 px',
    'left out: look-alikes',
    '“smile”'
  ])
  // Taken away one after the other, only the order is left.
  const rest = filters.reduce((query) => listFilters(query)[0]!.without, QUERY)
  expect(rest).toEqual({ order: 'file' })
})

test('an attribute is asked for one value at a time', () => {
  const asked = withLabel(withLabel({}, 'hair', 'long'), 'hair', 'short')
  expect(asked).toEqual({ labels: [{ attribute: 'hair', value: 'short' }] })
  expect([labelIn(asked, 'hair'), labelIn(asked, 'beard')]).toEqual(['short', undefined])
  expect(withLabel(asked, 'hair', undefined)).toEqual({})
})

test('what is left out for a reason is shown for it, and hidden again afterwards', () => {
  const near = withOnly({ order: 'side' }, 'near')
  expect(near).toEqual({ order: 'side', only: 'near', show: 'excluded' })
  expect(withOnly(near, undefined)).toEqual({ order: 'side' })
  expect(withOnly({ show: 'all' }, 'upscaled')).toEqual({ show: 'all', only: 'upscaled' })
})

test('open ends of a size are said', () => {
  const words = (side: DatasetQuery['side']): string => listFilters(withSide({}, side))[0]!.words
  expect([words({ least: 64 }), words({ most: 31 })]).toEqual(['from 64 px', 'up to 31 px'])
  expect(withSide({ side: { least: 1 } }, undefined)).toEqual({})
})
