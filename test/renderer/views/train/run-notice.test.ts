import { expect, test } from 'vitest'
import type { Run } from '../../../../src-main/contract/models.ts'
import { resolveConfig } from '../../../../src-main/contract/presets.ts'
import { noticeOf } from '../../../../src-renderer/views/train/run-notice.ts'

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
const FREE = { busy: false, held: false }
const see = (changes: Partial<Run>, around = FREE) => noticeOf({ ...RUN, ...changes }, around)

test('a run that goes on, was paused by a person or has simply ended needs no words', () => {
  for (const state of ['starting', 'running', 'paused', 'stopped', 'finished'] as const) {
    expect(see({ state }), state).toBeUndefined()
  }
})

test('what stopped a run is said, with the way on', () => {
  const problem = 'There is no space left.'
  expect(see({ state: 'paused', problem })).toEqual({
    text: problem,
    health: 'attention',
    action: { label: 'Resume training', act: 'resume' }
  })
  expect(see({ state: 'interrupted', problem })?.action).toEqual({
    label: 'Resume training',
    act: 'resume'
  })
  expect(see({ state: 'failed', problem })).toMatchObject({
    health: 'lost',
    action: { label: 'Try again', act: 'resume' }
  })
})

test('the rule that ended a run is said', () => {
  const ended = 'It stopped after 30 min of training, as set.'
  for (const state of ['stopped', 'finished'] as const) {
    expect(see({ state, ended })).toEqual({ text: ended, health: 'done' })
  }
})

test('a run that waits says for whom, unless it is simply its turn later', () => {
  const state = 'queued'
  expect(see({ state }, { busy: true, held: false })).toBeUndefined()
  expect(see({ state })?.action).toEqual({ label: 'Start', act: 'resume' })
  for (const busy of [true, false]) {
    expect(see({ state }, { busy, held: true })?.action?.act).toBe('let-go')
  }
})
