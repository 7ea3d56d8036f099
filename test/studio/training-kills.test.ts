import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  beginRun,
  BY_CLOCK,
  BY_IMAGES,
  killOnce,
  SAVED_EVERY,
  type Kill
} from '../../bench/prove/kills/kill.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// Five of the kills of `npm run prove -- kills`.
const AT_ANY_MOMENT: Kill[] = [
  { who: 'trainer', seconds: 1, of: 'training' },
  { who: 'studio', seconds: 2.5, of: 'training' },
  { who: 'both', seconds: 0.5, of: 'training' }
]
const IN_WRITES: Kill[] = [
  { who: 'trainer', write: 'write-2' },
  { who: 'trainer', write: 'renamed' }
]

test('whoever is killed, at most the time between two checkpoints is lost, and the run is told as interrupted', async () => {
  const project = join(temporaryFolder(), 'project')
  await beginRun(project, BY_CLOCK)
  for (const kill of AT_ANY_MOMENT) {
    const { lostSeconds, statusSeconds, wrong } = await killOnce(project, kill)
    expect(wrong).toEqual([])
    // A step, and the time of a write.
    expect(lostSeconds).toBeLessThan(SAVED_EVERY + 2)
    expect(statusSeconds).toBeLessThan(5)
  }
}, 240_000)

test('a kill in the midst of writing a checkpoint leaves the one before it, and nothing astray', async () => {
  const project = join(temporaryFolder(), 'project')
  await beginRun(project, BY_IMAGES)
  for (const kill of IN_WRITES) {
    const { halfMade, wrong } = await killOnce(project, kill)
    expect([halfMade, wrong]).toEqual([1, []])
  }
}, 240_000)
