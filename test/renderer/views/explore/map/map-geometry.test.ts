import { expect, test } from 'vitest'
import { nearestTo, nextTowards } from '../../../../../src-renderer/views/explore/map/map-points.ts'
import {
  isWithin,
  THUMB,
  thumbSamples
} from '../../../../../src-renderer/views/explore/map/map-thumbs.ts'
import {
  panned,
  showing,
  toMap,
  toRoom,
  WHOLE,
  zoomed
} from '../../../../../src-renderer/views/explore/map/map-view.ts'

const ROOM = { width: 800, height: 400 }

test('all of a map is in the middle of its room, and places go there and back', () => {
  expect(toRoom({ x: 0.5, y: 0.5 }, WHOLE, ROOM)).toEqual({ x: 400, y: 200 })
  expect(toRoom({ x: 0, y: 1 }, WHOLE, ROOM)).toEqual({ x: 200, y: 400 })
  const view = { x: 0.3, y: 0.6, zoom: 4 }
  const spot = toMap(toRoom({ x: 0.35, y: 0.7 }, view, ROOM), view, ROOM)
  expect(spot.x).toBeCloseTo(0.35, 12)
  expect(spot.y).toBeCloseTo(0.7, 12)
})

test('zooming keeps the place under the pointer; back at the whole it is in the middle again', () => {
  const at = { x: 500, y: 150 }
  const before = toMap(at, WHOLE, ROOM)
  const view = zoomed(WHOLE, 3, at, ROOM)
  const after = toMap(at, view, ROOM)
  expect(view.zoom).toBe(3)
  expect(after.x).toBeCloseTo(before.x, 12)
  expect(after.y).toBeCloseTo(before.y, 12)
  expect(zoomed(view, 0.1, { x: 0, y: 0 }, ROOM)).toEqual(WHOLE)
  expect(zoomed(view, 1e6, at, ROOM).zoom).toBe(64)
})

test('a drag moves the map with the pointer, and never out of sight', () => {
  const view = { x: 0.5, y: 0.5, zoom: 2 }
  const moved = panned(view, { x: 80, y: -40 }, ROOM)
  expect(moved).toEqual({ x: 0.4, y: 0.55, zoom: 2 })
  expect(panned(view, { x: 1e6, y: 0 }, ROOM).x).toBe(0)
  expect(panned(WHOLE, { x: 50, y: 50 }, ROOM)).toEqual(WHOLE)
})

test('a spot out of sight is brought into it, one in sight moves nothing', () => {
  const view = { x: 0.5, y: 0.5, zoom: 8 }
  expect(showing(view, { x: 0.52, y: 0.5 }, ROOM)).toEqual(view)
  const shown = showing(view, { x: 0.9, y: 0.1 }, ROOM)
  const { x, y } = toRoom({ x: 0.9, y: 0.1 }, shown, ROOM)
  expect(x).toBeCloseTo(0.9 * ROOM.width, 9)
  expect(y).toBeCloseTo(0.1 * ROOM.height, 9)
})

test('the nearest sample within reach is pointed at', () => {
  const points = { x: [0, 0.5, 1], y: [0, 0.5, 1] }
  expect(nearestTo(points, { x: 0.45, y: 0.5 })).toBe(1)
  expect(nearestTo(points, { x: 0.3, y: 0.3 }, 0.1)).toBeUndefined()
})

test('arrows go to the nearest sample of their quarter, and stay where there is none', () => {
  // A cross with one sample aside of the way to the right.
  const points = { x: [0.5, 0.7, 0.6, 0.5, 0.1], y: [0.5, 0.5, 0.58, 0.2, 0.5] }
  expect(nextTowards(points, 0, { x: 1, y: 0 })).toBe(1)
  expect(nextTowards(points, 0, { x: 0, y: -1 })).toBe(3)
  expect(nextTowards(points, 0, { x: -1, y: 0 })).toBe(4)
  expect(nextTowards(points, 0, { x: 0, y: 1 })).toBeUndefined()
})

test('pictures are of samples in view, no more than a sheet holds, and cover no other', () => {
  const across = Array.from({ length: 40_000 }, (_, at) => (at % 200) / 200)
  const down = Array.from({ length: 40_000 }, (_, at) => Math.floor(at / 200) / 200)
  const view = { x: 0.5, y: 0.5, zoom: 3 }
  const samples = thumbSamples({ x: across, y: down }, view, ROOM)
  expect(samples).toHaveLength(64)
  const places = samples.map((at) => toRoom({ x: across[at]!, y: down[at]! }, view, ROOM))
  for (const [at, place] of places.entries()) {
    const { x, y } = place
    expect(x >= 0 && y >= 0 && x < ROOM.width && y < ROOM.height).toBe(true)
    expect(places.slice(0, at).some((other) => isWithin(other, place, THUMB))).toBe(false)
  }
  expect(thumbSamples({ x: [0.5, 0.501, 0.9], y: [0.5, 0.5, 0.5] }, WHOLE, ROOM)).toEqual([0, 2])
})
