import { expect, it } from 'vitest'
import type { Labels } from '../../../src-main/datasets/labels.ts'
import {
  chooseHeads,
  LEAST_PICTURES,
  MOST_VALUES
} from '../../../src-main/latent/classifier/heads.ts'

function labelled(labels: Labels[]) {
  return { count: labels.length, labels: (picture: number) => labels[picture]! }
}
const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const DIGITS = labelled(
  all(44).map((i) => ({ digit: i < 40 ? String(2 + (i % 5) * 2) : 'odd', alone: 'same' }))
)

it('learns values in their order, and counts neither rare ones nor pictures without a label', () => {
  const { heads, leftOut } = chooseHeads(DIGITS, all(44))
  const [digit] = heads
  expect(heads).toHaveLength(1)
  expect(digit!.values).toEqual(['2', '4', '6', '8', '10'])
  expect([...digit!.of.subarray(0, 6)]).toEqual([0, 1, 2, 3, 4, 0])
  expect([...digit!.of.subarray(40)]).toEqual([-1, -1, -1, -1])
  expect(leftOut).toEqual([
    {
      attribute: 'alone',
      why: `"alone" has only one value with ${LEAST_PICTURES} pictures or more, and two are needed.`
    }
  ])
})

it('looks at the pictures in use only', () => {
  const { heads } = chooseHeads(
    DIGITS,
    all(44).filter((i) => i % 5 < 2)
  )
  expect(heads[0]!.values).toEqual(['2', '4'])
  expect(heads[0]!.of[2]).toBe(-1)
})

it('leaves names and sentences out', () => {
  const captions = all(LEAST_PICTURES * (MOST_VALUES + 1)).map((i) => ({
    caption: `no. ${i % (MOST_VALUES + 1)}`,
    half: String(i % 2)
  }))
  const { heads, leftOut } = chooseHeads(labelled(captions), all(captions.length))
  expect(heads.map(({ attribute }) => attribute)).toEqual(['half'])
  expect(leftOut[0]!.why).toBe(
    '"caption" has 101 values, and 100 are the most that can be learned.'
  )
})

it('says why a wanted attribute cannot be learned, and when there is none at all', () => {
  expect(() => chooseHeads(DIGITS, all(44), ['digit', 'beard'])).toThrow(
    '"beard" has no value with 5 pictures or more, and two are needed; choose another attribute.'
  )
  expect(() => chooseHeads(DIGITS, all(4))).toThrow(
    'The data set has no attribute that can be learned; label at least 5 pictures each with two values.'
  )
})
