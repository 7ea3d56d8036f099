import { expect, test } from 'vitest'
import { WalkPlayer } from '../../../src-renderer/state/walk-player.svelte.ts'

// A screen that is painted by hand, and frames of which the first `there` have come.
function testPlayer(count: number) {
  let callback: ((time: number) => void) | undefined
  let time = 0
  const frames = {
    count,
    there: count,
    wanted: -1,
    at: (frame: number) => (frame < frames.there ? {} : undefined),
    want: (frame: number) => void (frames.wanted = frame)
  }
  const player = new WalkPlayer(frames, (next) => {
    callback = next
    return () => (callback = undefined)
  })
  /** Paints once that many milliseconds after the last time. */
  const paint = (milliseconds: number): void => {
    time += milliseconds
    const now = callback
    callback = undefined
    now?.(time)
  }
  return { player, frames, paint }
}

test('25 frames a second, whatever the screen paints', () => {
  const { player, paint } = testPlayer(100)
  player.play()
  paint(0)
  for (let at = 0; at < 60; at++) paint(1000 / 60)
  expect(player.frame).toBeGreaterThanOrEqual(24)
  expect(player.frame).toBeLessThanOrEqual(25)
  player.speed = 2
  const before = player.frame
  for (let at = 0; at < 10; at++) paint(100)
  expect(player.frame - before).toBe(50)
})

test('it goes round where it loops, and stops at the end where not', () => {
  const { player, paint } = testPlayer(10)
  player.play()
  paint(0)
  paint(480)
  expect([player.frame, player.isPlaying]).toEqual([2, true])
  player.loops = false
  paint(4000)
  expect([player.frame, player.isPlaying]).toEqual([9, false])
  player.play()
  expect([player.frame, player.isPlaying]).toEqual([0, true])
})

test('it waits for a frame that has not come, and goes on from there', () => {
  const { player, frames, paint } = testPlayer(100)
  frames.there = 5
  player.play()
  paint(0)
  paint(1000)
  expect([player.frame, frames.wanted]).toEqual([4, 5])
  paint(1000)
  frames.there = 100
  paint(40)
  expect(player.frame).toBe(5)
})

test('a frame is gone to within those there are; a shorter walk takes it back', () => {
  const { player, frames } = testPlayer(10)
  player.moveTo(99)
  expect([player.frame, frames.wanted]).toEqual([9, 9])
  frames.count = 4
  expect(player.frame).toBe(3)
  player.moveTo(-3)
  expect(player.frame).toBe(0)
  frames.count = 0
  player.play()
  expect([player.frame, player.isPlaying]).toEqual([0, false])
})
