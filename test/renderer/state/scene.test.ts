import { expect, test } from 'vitest'
import { firstStep } from '../../../src-renderer/state/lineage.ts'
import {
  FIRST_SCENE,
  steered,
  wentTo,
  withDimension,
  withLocks,
  type Scene
} from '../../../src-renderer/state/scene.ts'

const START: Scene = {
  ...FIRST_SCENE,
  z: [0.5, -0.5, 0],
  lineage: firstStep('seed', 'Seed 1, number 1', [0.5, -0.5, 0])
}
const SMILE = { key: 'smile', name: 'Smile', vector: [0, 0.6, 0.8] }

test('a direction moved and moved back is where it was', () => {
  const there = steered(steered(START, SMILE, 1), SMILE, 2)
  expect(there.z.map((value) => Number(value.toFixed(6)))).toEqual([0.5, 0.7, 1.6])
  const back = steered(there, SMILE, 0)
  back.z.forEach((value, at) => expect(value).toBeCloseTo(START.z[at]!, 12))
  expect(back.strengths).toEqual({ smile: 0 })
})

test('what is locked is moved by its own slider alone', () => {
  const locked = withLocks(START, [1], true)
  expect(steered(locked, SMILE, 1).z).toEqual([0.5, -0.5, 0.8])
  expect(wentTo(locked, [1, 1, 1], firstStep('map', 'A map', [1, 1, 1])).z).toEqual([1, -0.5, 1])
  expect(withDimension(locked, 1, 0.25).z).toEqual([0.5, 0.25, 0])
  expect(withLocks(withLocks(locked, [0, 2], true), [1], false).locked).toEqual([0, 2])
})

test('a lineage has one step for the whole way of sliders, and one for each direction', () => {
  const slid = withDimension(withDimension(START, 0, 0.1), 2, 0.9)
  expect(slid.lineage.map(({ how, parents }) => [how, parents])).toEqual([
    ['seed', []],
    ['sliders', [0]]
  ])
  const smiling = steered(steered(slid, SMILE, 0.5), SMILE, -1.5)
  expect(smiling.lineage.map(({ words }) => words)).toEqual([
    'Seed 1, number 1',
    'Set by sliders',
    'Smile −1.5'
  ])
  expect(smiling.lineage.at(-1)!.z).toEqual(smiling.z)
  const turned = steered(smiling, { ...SMILE, key: 'turn', name: 'Turn' }, 1)
  expect(turned.lineage.at(-1)).toMatchObject({ words: 'Turn +1.0', parents: [2] })
})

test('going elsewhere forgets how far it was moved, and takes the lineage of the place', () => {
  const lineage = firstStep('map', 'A map', [0, 0, 0])
  const gone = wentTo(steered(START, SMILE, 1), [0, 0, 0], lineage)
  expect([gone.z, gone.strengths, gone.lineage]).toEqual([[0, 0, 0], {}, lineage])
})
