import { expect, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { Run } from '../../src-main/contract/models.ts'
import { activeRun, taskbarProgress } from '../../src-main/electron/run-progress.ts'

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

test('the taskbar shows the share that is done, and nothing without a run', () => {
  const shown = (changes: Partial<Run>) => taskbarProgress({ ...RUN, ...changes })
  expect(taskbarProgress(undefined)).toEqual({ share: -1, mode: 'normal' })
  expect(shown({})).toEqual({ share: 0.25, mode: 'normal' })
  expect(shown({ state: 'paused' })).toEqual({ share: 0.25, mode: 'paused' })
  expect(shown({ state: 'starting', images: 0 })).toEqual({ share: 0, mode: 'indeterminate' })
  // The last batch may go over the end.
  expect(shown({ images: 1_024 })).toEqual({ share: 1, mode: 'normal' })
})

test('the run that holds the device is the active one, not those that wait or have ended', () => {
  const waiting = { ...RUN, state: 'queued' as const }
  const ended = { ...RUN, state: 'finished' as const }
  expect(activeRun([waiting, ended, RUN])).toBe(RUN)
  expect(activeRun([waiting, ended])).toBeUndefined()
})
