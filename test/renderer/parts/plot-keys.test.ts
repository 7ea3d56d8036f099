import { expect, test } from 'vitest'
import { stepKey, type PlotActs } from '../../../src-renderer/parts/plot-keys.ts'

/** What a key does to a plot from 1,000 to 2,000 images, read at `at`. */
function press(key: string, at = 1_500): unknown[] {
  const done: unknown[] = []
  const acts: PlotActs = {
    onread: (images) => done.push(['read', images]),
    onzoom: (from, to) => done.push(['zoom', from, to]),
    onpick: (images) => done.push(['pick', images]),
    onwhole: () => done.push(['whole'])
  }
  const means = stepKey(key, { at, from: 1_000, to: 2_000 }, acts)
  expect(means).toBe(done.length > 0)
  return done
}

test('arrows go a hundredth of the axis, pages a tenth, and never beyond its ends', () => {
  expect(press('ArrowRight')).toEqual([['read', 1_510]])
  expect(press('ArrowUp')).toEqual([['read', 1_510]])
  expect(press('ArrowLeft')).toEqual([['read', 1_490]])
  expect(press('PageDown')).toEqual([['read', 1_400]])
  expect(press('PageUp', 1_950)).toEqual([['read', 2_000]])
  expect(press('ArrowDown', 1_005)).toEqual([['read', 1_000]])
  expect([press('Home'), press('End')]).toEqual([[['read', 1_000]], [['read', 2_000]]])
})

test('plus and minus zoom around the moment that is read, which keeps its place', () => {
  expect(press('+', 1_200)).toEqual([['zoom', 1_100, 1_600]])
  expect(press('-', 1_200)).toEqual([['zoom', 800, 2_800]])
})

test('enter shows the pictures of that moment, escape goes back to everything', () => {
  expect(press('Enter', 1_234)).toEqual([['pick', 1_234]])
  expect(press('Escape')).toEqual([['read', undefined], ['whole']])
})

test('other keys are left to the page', () => {
  for (const key of ['a', ' ', 'Tab', '1']) expect(press(key)).toEqual([])
})
