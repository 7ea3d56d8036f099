import { expect, test } from 'vitest'
import type { Checkpoint } from '../../src-main/contract/models.ts'
import { checkpointsToDrop } from '../../src-main/contract/retention.ts'

const NOTHING = { used: new Set<number>() }

function checkpoint(images: number, changes: Partial<Checkpoint> = {}): Checkpoint {
  const reason = 'images' as const
  return { run: 'r', images, sha256: '', bytes: 1, createdAt: 0, reason, pinned: false, ...changes }
}

/** Saves checkpoint after checkpoint and thins after each, as the studio does. */
function live(all: readonly Checkpoint[], needed = NOTHING): Checkpoint[] {
  let kept: Checkpoint[] = []
  for (const one of all) {
    kept.push(one)
    const dropped = new Set(checkpointsToDrop(kept, needed))
    kept = kept.filter(({ images }) => !dropped.has(images))
  }
  return kept
}

test('those saved by the clock go when a newer one is there, but the newest two', () => {
  const all = [1, 2, 3, 4].map((images) => checkpoint(images, { reason: 'time' }))
  expect(checkpointsToDrop(all, NOTHING)).toEqual([1, 2])
})

test('what is pinned, best, or used stays, whatever it was saved for', () => {
  const all = [1, 2, 3, 4, 5, 6].map((images) =>
    checkpoint(images, { reason: 'time', pinned: images === 1 })
  )
  expect(checkpointsToDrop(all, { best: 2, used: new Set([3]) })).toEqual([4])
})

test('of a thousand some two dozen stay, from the first to the last, evenly by doublings', () => {
  const kept = live(Array.from({ length: 1000 }, (_, at) => checkpoint((at + 1) * 1000)))
  const images = kept.map((one) => one.images)
  expect(images.length).toBe(26)
  expect([images[0], images.at(-2), images.at(-1)]).toEqual([1000, 999_000, 1_000_000])
  // From one to the next at most so many times more: 1,000 times in 24 steps are 1.33 times each.
  const steps = images.slice(1).map((one, at) => one / images[at]!)
  expect(Math.max(...steps)).toBeLessThanOrEqual(2)
  expect(steps.filter((step) => step > 1.6).length).toBeLessThanOrEqual(2)
})

test('pinned ones do not take the place of others', () => {
  const all = Array.from({ length: 60 }, (_, at) => checkpoint(at + 1, { pinned: at < 30 }))
  const kept = live(all)
  expect(kept.filter(({ pinned }) => pinned)).toHaveLength(30)
  expect(kept.filter(({ pinned }) => !pinned)).toHaveLength(26)
})
