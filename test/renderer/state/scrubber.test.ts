import { expect, test } from 'vitest'
import { Scrubber } from '../../../src-renderer/state/scrubber.svelte.ts'

const see = ({ moment, index, isLive }: Scrubber) => ({ moment, index, isLive })

test('follows the newest snapshot until it is moved back, and stays there', () => {
  const scrubber = new Scrubber()
  expect(see(scrubber)).toEqual({ moment: undefined, index: 0, isLive: true })
  scrubber.load([0, 2000])
  scrubber.add(4000)
  expect(see(scrubber)).toEqual({ moment: 4000, index: 2, isLive: true })
  scrubber.moveTo(1)
  scrubber.add(6000)
  expect(see(scrubber)).toEqual({ moment: 2000, index: 1, isLive: false })
  scrubber.follow()
  expect(see(scrubber)).toEqual({ moment: 6000, index: 3, isLive: true })
})

test('moving to the last snapshot, or beyond, follows again', () => {
  const scrubber = new Scrubber()
  scrubber.load([0, 2000, 4000])
  scrubber.moveTo(0)
  scrubber.moveTo(99)
  expect(see(scrubber)).toEqual({ moment: 4000, index: 2, isLive: true })
  scrubber.moveTo(-5)
  expect(see(scrubber)).toEqual({ moment: 0, index: 0, isLive: false })
})

test('goes to the snapshot nearest to a point of the time axis', () => {
  const scrubber = new Scrubber()
  scrubber.load([0, 2000, 4000, 6000])
  scrubber.moveNear(2900)
  expect(see(scrubber)).toEqual({ moment: 2000, index: 1, isLive: false })
})

test('a resumed run makes its later snapshots again', () => {
  const scrubber = new Scrubber()
  scrubber.load([0, 2000, 4000, 6000])
  scrubber.moveTo(2)
  scrubber.add(2000)
  expect(scrubber.moments).toEqual([0, 2000])
  expect(see(scrubber)).toEqual({ moment: 2000, index: 1, isLive: true })
})
