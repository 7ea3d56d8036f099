import { expect, test } from 'vitest'
import { LatentHistory } from '../../../src-renderer/state/latent-history.svelte.ts'

function begin(z: number[]): LatentHistory {
  const history = new LatentHistory()
  history.start(z)
  return history
}

test('a slider moved through many values is one step of undo', () => {
  const history = begin([0, 0])
  for (const value of [0.1, 0.2, 0.3]) history.preview(1, value)
  history.keep()
  expect(history.z).toEqual([0, 0.3])
  history.undo()
  expect(history.z).toEqual([0, 0])
  expect([history.canUndo, history.canRedo]).toEqual([false, true])
  history.redo()
  expect(history.z).toEqual([0, 0.3])
})

test('undo in the middle of a move takes the whole move back', () => {
  const history = begin([0])
  history.moveTo([1])
  history.preview(0, 0.5)
  history.undo()
  expect(history.z).toEqual([1])
  history.redo()
  expect(history.z).toEqual([0.5])
})

test('a move that changes nothing is no step', () => {
  const history = begin([0.5])
  history.preview(0, 0.5)
  history.keep()
  history.moveTo([0.5])
  expect(history.canUndo).toBe(false)
})

test('a new move forgets what was undone', () => {
  const history = begin([0])
  history.moveTo([1])
  history.undo()
  history.moveTo([-1])
  expect(history.canRedo).toBe(false)
  history.undo()
  expect(history.z).toEqual([0])
})

test('undo and redo at the ends change nothing', () => {
  const history = begin([0.25])
  history.undo()
  history.redo()
  expect(history.z).toEqual([0.25])
})

test('remembers the last two hundred steps', () => {
  const history = begin([0])
  for (let step = 1; step <= 250; step++) history.moveTo([step])
  while (history.canUndo) history.undo()
  expect(history.z).toEqual([50])
})
