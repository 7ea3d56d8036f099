import { expect, test } from 'vitest'
import { StepHistory } from '../../../src-renderer/state/step-history.svelte.ts'

test('every change is a step, undone and redone in order', () => {
  const history = new StepHistory(0)
  for (const value of [1, 2, 3]) history.change(value)
  history.undo()
  history.undo()
  expect([history.value, history.canUndo, history.canRedo]).toEqual([1, true, true])
  history.redo()
  expect(history.value).toBe(2)
  history.change(9)
  expect([history.value, history.canRedo]).toEqual([9, false])
  for (let step = 0; step < 5; step++) history.undo()
  expect([history.value, history.canUndo]).toEqual([0, false])
})

test('changes of one move are one step, and the next move is another', () => {
  const history = new StepHistory('a')
  for (const value of ['b', 'c', 'd']) history.change(value, 'weight of 1')
  history.rest()
  history.change('e', 'weight of 1')
  history.change('f', 'weight of 2')
  history.undo()
  expect(history.value).toBe('e')
  history.undo()
  expect(history.value).toBe('d')
  history.undo()
  expect(history.value).toBe('a')
  // What was undone is not gone on with.
  history.change('g', 'weight of 2')
  expect(history.canUndo).toBe(true)
})

test('the same value is no step, and only the last 200 are kept', () => {
  const history = new StepHistory(0)
  history.change(0)
  expect(history.canUndo).toBe(false)
  for (let value = 1; value <= 250; value++) history.change(value)
  for (let step = 0; step < 250; step++) history.undo()
  expect(history.value).toBe(50)
})
