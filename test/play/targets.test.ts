import { expect, test } from 'vitest'
import { PLAY_TARGETS } from '../../src-main/contract/play.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { reached } from '../../src-main/play/diagnostics.ts'
import { TARGETS } from '../../src-main/play/targets.ts'

const COUNT = 20_000

function drawn(name: (typeof PLAY_TARGETS)[number]): Float32Array {
  const out = new Float32Array(COUNT * TARGETS[name].dims)
  TARGETS[name].draw(createRandom(1, 1), out)
  return out
}

test('the ring has eight modes 45 degrees apart at radius 1, and no end is repeated', () => {
  const { centres, deviation } = TARGETS.ring8.modes!
  expect([centres.length, deviation]).toEqual([8, 0.01])
  centres.forEach(([x, y], at) => {
    expect(Math.hypot(x!, y!)).toBeCloseTo(1)
    const [nextX, nextY] = centres[(at + 1) % 8]!
    // The chord of 45 degrees.
    expect(Math.hypot(nextX! - x!, nextY! - y!)).toBeCloseTo(2 * Math.sin(Math.PI / 8))
  })
})

test('the grid goes from -4 to 4 in steps of 2', () => {
  const { centres, deviation } = TARGETS.grid25.modes!
  expect([centres.length, deviation]).toEqual([25, 0.05])
  expect([...new Set(centres.flat())].sort((a, b) => a - b)).toEqual([-4, -2, 0, 2, 4])
})

test.each(['ring8', 'grid25', 'blobs'] as const)(
  'points of %s themselves are 98.9 %% of high quality, evenly over all modes',
  (name) => {
    const found = reached(drawn(name), TARGETS[name])!
    // A chi-square of two degrees of freedom is below 9 with 1 - exp(-4.5) = 0.98889; the deviation is 0.0007.
    const near = name === 'blobs' ? 0.985 : 0.98889
    expect(found.highQuality).toBeGreaterThan(near - 0.003)
    expect(found.modes).toBe(found.of)
    expect(found.reverseKl).toBeLessThan(0.001)
  }
)

test.each(PLAY_TARGETS)('%s lies within what is shown of it, the same every time', (name) => {
  const points = drawn(name)
  expect(points.every((value) => Math.abs(value) <= TARGETS[name].reach)).toBe(true)
  expect(drawn(name)).toEqual(points)
})

test('one dimension has its own share of high quality', () => {
  // Of a normal distribution 99.73 % lie within three deviations.
  const found = reached(drawn('gaussian'), TARGETS.gaussian)!
  expect(found.highQuality).toBeGreaterThan(0.996)
  expect([found.modes, found.of, found.reverseKl]).toEqual([1, 1, 0])
})
