import { expect, test } from 'vitest'
import {
  placeByKey,
  placesInView,
  placesWithin,
  shapeGrid,
  smallestScale
} from '../../../../src-renderer/parts/grid/geometry.ts'

// Ten cells of 30 px in a room for four: rows of four, four and two.
const shape = shapeGrid(10, { width: 30, height: 40 }, 130)

test('cells fill a room, with a hairline between them and none after the last', () => {
  expect(shape).toEqual({ count: 10, columns: 4, rows: 3, pitch: { x: 32, y: 42 } })
  // Four cells and three hairlines are 126 px.
  expect(shapeGrid(10, { width: 30, height: 40 }, 126).columns).toBe(4)
  expect(shapeGrid(10, { width: 30, height: 40 }, 125).columns).toBe(3)
  expect(shapeGrid(10, { width: 30, height: 40 }, 0).columns).toBe(1)
})

test('whole rows are in view, with those around them', () => {
  expect(placesInView(shape, 43, 83, 0)).toEqual({ first: 4, end: 8 })
  expect(placesInView(shape, 43, 83, 1)).toEqual({ first: 0, end: 10 })
  expect(placesInView(shape, 900, 999, 0)).toEqual({ first: 10, end: 10 })
  expect(placesInView(shapeGrid(0, { width: 30, height: 40 }, 130), 0, 500, 2)).toEqual({
    first: 0,
    end: 0
  })
})

test('a frame picks what it touches, and nothing by a hairline', () => {
  // From within the second cell of the first row to within the third of the second.
  expect(placesWithin(shape, { left: 40, top: 20, right: 70, bottom: 60 })).toEqual([1, 2, 5, 6])
  expect(placesWithin(shape, { left: 30.5, top: 0, right: 31.5, bottom: 10 })).toEqual([])
  // Beyond the last one of an incomplete row, and out of the grid.
  expect(placesWithin(shape, { left: 0, top: 90, right: 500, bottom: 500 })).toEqual([8, 9])
  expect(placesWithin(shape, { left: -50, top: -50, right: -10, bottom: -10 })).toEqual([])
})

test('keys lead from cell to cell and stay in the grid', () => {
  const lead = (key: string, from: number): number | undefined => placeByKey(key, from, shape, 2)
  expect(lead('ArrowRight', 3)).toBe(4)
  expect(lead('ArrowRight', 9)).toBe(9)
  expect(lead('ArrowUp', 2)).toBe(2)
  expect(lead('ArrowDown', 1)).toBe(5)
  // Below there is no cell, but a row; in the last row there is neither.
  expect(lead('ArrowDown', 7)).toBe(9)
  expect(lead('ArrowDown', 8)).toBe(8)
  expect([lead('PageDown', 0), lead('PageUp', 9)]).toEqual([8, 1])
  expect([lead('Home', 7), lead('End', 7)]).toEqual([0, 9])
  expect([lead('ArrowLeft', -1), lead('Home', -1), lead('End', -1)]).toEqual([0, 0, 9])
  expect(lead('x', 3)).toBeUndefined()
})

test('pictures are as small as the number of them in a room allows', () => {
  const room = { width: 1000, height: 600 }
  const scale = smallestScale({ width: 16, height: 16 }, 0, room, 600)
  const cells = (of: number): number => (1000 / (16 * of + 2)) * (600 / (16 * of + 2))
  expect(scale).toBe(2)
  expect([cells(1) > 600, cells(2) <= 600]).toEqual([true, true])
  expect(smallestScale({ width: 64, height: 64 }, 0, room, 600)).toBe(1)
  expect(smallestScale({ width: 64, height: 64 }, 0, { width: 0, height: 0 }, 600)).toBe(1)
})
