import { expect, test } from 'vitest'
import type { Run } from '../../src-main/contract/models.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { runNotice } from '../../src-main/contract/run-notice.ts'

const RUN: Run = {
  id: 'run-1',
  name: 'faces',
  dataset: 'set-1',
  preset: 'dcgan',
  config: resolveConfig('dcgan', { images: 1_000 }),
  configDigest: '0123456789ab',
  state: 'running',
  images: 250,
  imagesPerSecond: 100,
  createdAt: 0
}

const after = (changes: Partial<Run>, before: Partial<Run> = {}) =>
  runNotice({ ...RUN, ...before }, { ...RUN, ...changes })

test('what becomes of a run by itself is told once', () => {
  expect(after({ state: 'finished' })).toEqual({
    title: '“faces” is trained',
    body: 'Its pictures wait in Explore.'
  })
  expect(after({ state: 'failed', problem: 'It broke.' })).toEqual({
    title: '“faces” stopped',
    body: 'It broke.'
  })
  expect(after({ state: 'paused', problem: 'The disk is full.' })).toEqual({
    title: '“faces” is paused',
    body: 'The disk is full.'
  })
  expect(after({ state: 'stopped', ended: 'It trained 30 min.' })).toEqual({
    title: '“faces” ended early',
    body: 'It trained 30 min.'
  })
  expect(after({ state: 'finished' }, { state: 'finished' })).toBeUndefined()
})

test('what a person did is not told, nor a run that is first heard of', () => {
  expect(after({ state: 'stopped' })).toBeUndefined()
  expect(after({ state: 'paused' })).toBeUndefined()
  expect(after({ images: 500 })).toBeUndefined()
  expect(runNotice(undefined, { ...RUN, state: 'finished' })).toBeUndefined()
})

test('an illness is told when it is found, and another one again', () => {
  const sick = (illness: 'collapse' | 'noise') => ({ health: { state: 'sick' as const, illness } })
  expect(after(sick('collapse'))?.title).toBe('“faces” may be ill')
  expect(after(sick('collapse'), sick('collapse'))).toBeUndefined()
  expect(after(sick('noise'), sick('collapse'))?.title).toBe('“faces” may be ill')
  expect(after({ health: { state: 'healthy' } }, sick('collapse'))).toBeUndefined()
})
