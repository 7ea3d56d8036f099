import { expect, test } from 'vitest'
import type { ImportReport } from '../../../src-main/contract/models.ts'
import { ReviewDecisions } from '../../../src-renderer/state/review-decisions.svelte.ts'

const near = (picture: number, of: number) => ({
  picture,
  of,
  file: `${picture}.png`,
  ofFile: `${of}.png`,
  distance: 0.1,
  mirrored: false
})

// 4 looks like 1, which looks like 0; 3 looks like 2; 7 is unlike the others.
const REPORT: ImportReport = {
  dataset: 'job',
  imported: 10,
  rejected: [],
  duplicates: [],
  near: [near(1, 0), near(3, 2), near(4, 1)],
  outliers: [3, 7].map((picture) => ({ picture, file: `${picture}.png`, score: 3 })),
  upscaled: 0,
  imagesPerSecond: 1,
  seconds: 1
}

test('what is only alike stays at first', () => {
  const alike = [near(1, 0), { ...near(3, 2), distance: 0.6 }]
  const decisions = new ReviewDecisions({ ...REPORT, near: alike })
  expect(alike.map((pair) => decisions.choiceOf(pair))).toEqual(['earlier', 'both'])
})

test('at first close copies are left out, and strays stay', () => {
  const decisions = new ReviewDecisions(REPORT)
  expect(decisions.pairs.map((pair) => decisions.choiceOf(pair))).toEqual([
    'earlier',
    'earlier',
    'neither'
  ])
  expect(decisions.outliers.map(({ picture }) => picture)).toEqual([7])
  expect(decisions.inCount).toBe(7)
  expect(decisions.exclude()).toEqual([{ reason: 'near', pictures: [1, 3, 4] }])
})

test('a picture decided in one pair is decided in all, and every step can be taken back', () => {
  const decisions = new ReviewDecisions(REPORT)
  const [first, second, third] = decisions.pairs
  decisions.choose(first!, 'later')
  expect([first, third].map((pair) => decisions.choiceOf(pair!))).toEqual(['later', 'earlier'])
  decisions.choose(second!, 'both')
  decisions.toggle(7)
  expect(decisions.exclude()).toEqual([
    { reason: 'near', pictures: [0, 4] },
    { reason: 'person', pictures: [7] }
  ])
  decisions.keepAll()
  expect(decisions.exclude()).toEqual([{ reason: 'person', pictures: [7] }])
  decisions.leaveOutCopies()
  expect(decisions.exclude()[0]).toEqual({ reason: 'near', pictures: [1, 3, 4] })
  for (let step = 0; step < 5; step++) decisions.undo()
  expect([decisions.exclude(), decisions.canUndo, decisions.canRedo]).toEqual([
    [{ reason: 'near', pictures: [1, 3, 4] }],
    false,
    true
  ])
  decisions.redo()
  expect(decisions.choiceOf(first!)).toBe('later')
  // Another step makes what was undone unreachable.
  decisions.toggle(7)
  expect(decisions.canRedo).toBe(false)
})

test('what changes nothing is no step', () => {
  const told: number[][] = []
  const decisions = new ReviewDecisions(REPORT, undefined, (out) => told.push(out))
  decisions.choose(decisions.pairs[0]!, 'earlier')
  decisions.leaveOutCopies()
  expect([decisions.canUndo, told]).toEqual([false, []])
  decisions.toggle(7)
  expect(told).toEqual([[1, 3, 4, 7]])
})

test('goes on where it was left', () => {
  expect(new ReviewDecisions(REPORT, [7]).exclude()).toEqual([{ reason: 'person', pictures: [7] }])
})
