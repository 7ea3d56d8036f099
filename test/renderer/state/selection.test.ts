import { expect, test } from 'vitest'
import { Selection } from '../../../src-renderer/state/selection.svelte.ts'

function selectionOf(list: number[]): Selection {
  const selection = new Selection()
  selection.show(list)
  return selection
}

test('one is picked alone, others are added and taken away', () => {
  const selection = selectionOf([4, 3, 2, 1])
  selection.pick(3)
  selection.toggle(1)
  selection.toggle(4)
  expect(selection.pictures).toEqual([4, 3, 1])
  selection.toggle(3)
  expect([selection.pictures, selection.active, selection.has(3)]).toEqual([[4, 1], 3, false])
  selection.pick(2)
  expect(selection.pictures).toEqual([2])
})

test('a range goes from where it began, in the order of the list, either way', () => {
  const selection = selectionOf([9, 5, 7, 1, 8])
  selection.pick(7)
  selection.pickTo(8)
  expect(selection.pictures).toEqual([7, 1, 8])
  selection.pickTo(9)
  expect([selection.pictures, selection.active]).toEqual([[9, 5, 7], 9])
})

test('a frame adds to what was picked before it', () => {
  const selection = selectionOf([1, 2, 3, 4])
  selection.pickSome([3, 4], [1])
  expect(selection.pictures).toEqual([1, 3, 4])
  selection.pickSome([], [1])
  expect(selection.pictures).toEqual([1])
  selection.pickAll()
  expect(selection.count).toBe(4)
  selection.clear()
  expect(selection.count).toBe(0)
})

test('another list keeps only what is in it', () => {
  const selection = selectionOf([1, 2, 3, 4])
  selection.pickSome([2, 3])
  selection.show([3, 4, 5])
  expect([selection.pictures, selection.active]).toEqual([[3], 3])
  selection.show([5])
  expect([selection.pictures, selection.active]).toEqual([[], undefined])
})

test('when all that were picked have gone, the next one is', () => {
  const selection = selectionOf([1, 2, 3, 4, 5])
  selection.pickSome([2, 3])
  selection.follow([1, 4, 5])
  expect([selection.pictures, selection.active]).toEqual([[4], 4])
  selection.pick(5)
  selection.follow([1, 4])
  expect(selection.pictures).toEqual([4])
  selection.follow([])
  expect([selection.pictures, selection.active]).toEqual([[], undefined])
})
