import { expect, test } from 'vitest'
import {
  legendOf,
  markOf,
  MARKS,
  scaleColour
} from '../../../../../src-renderer/views/explore/map/map-marks.ts'

test('each value has a colour and a shape of its own', () => {
  expect(new Set(MARKS.map(({ colour }) => colour)).size).toBe(8)
  expect(new Set(MARKS.map(({ path }) => path)).size).toBe(8)
  const hair = { name: 'hair', values: ['long', 'short'], numbers: [1, 0, 1] }
  expect(markOf(hair, 0)).toBe(MARKS[1])
  expect(legendOf(hair).map(({ label, count }) => [label, count])).toEqual([
    ['long', 1],
    ['short', 2]
  ])
})

test('values beyond the eighth mark share the last one', () => {
  const values = Array.from({ length: 10 }, (_, at) => `value ${at}`)
  const colour = { name: 'kind', values, numbers: values.map((_, at) => at) }
  const legend = legendOf(colour)
  expect(legend).toHaveLength(8)
  expect([legend.at(-1)?.label, legend.at(-1)?.count]).toEqual(['others', 3])
  expect([7, 8, 9].map((sample) => markOf(colour, sample))).toEqual(Array(3).fill(MARKS[7]))
})

test('a scale goes through five colours, ends included', () => {
  expect([0, 0.19, 0.5, 1].map((share) => scaleColour(share))).toEqual([
    '--scale-1',
    '--scale-1',
    '--scale-3',
    '--scale-5'
  ])
  const density = {
    name: 'density',
    numbers: [0.99],
    ends: ['sparse', 'dense'] as [string, string]
  }
  expect(markOf(density, 0)).toEqual({ colour: '--scale-5', path: MARKS[0].path })
})
