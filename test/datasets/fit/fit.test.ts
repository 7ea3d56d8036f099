import { expect, test } from 'vitest'
import { FITS, PADDINGS } from '../../../src-main/contract/import-settings.ts'
import { fitPicture } from '../../../src-main/datasets/fit/fit.ts'
import { settingsOf } from '../decode-bytes.ts'
import { at, draw } from './pictures.ts'

const size = 32
// Its columns tell where a pixel came from.
const wide = draw(32, 16, (x, y) => [x * 8, y * 16, 128])
const settings = (some: Parameters<typeof settingsOf>[0]) => settingsOf({ size, ...some })

test('a colour fills what a padded picture leaves', async () => {
  const fitted = await fitPicture(wide, settings({ fit: 'pad', background: '#0a141e' }))
  expect([fitted.width, fitted.height]).toEqual([size, size])
  expect(at(fitted, 5, 0)).toEqual([10, 20, 30])
  expect(at(fitted, 5, 7)).toEqual([10, 20, 30])
  expect(at(fitted, 5, 8)).toEqual(at(wide, 5, 0))
  expect(at(fitted, 31, 23)).toEqual(at(wide, 31, 15))
  expect(at(fitted, 5, 24)).toEqual([10, 20, 30])
})

test('reflection goes on from the edge without repeating it', async () => {
  const fitted = await fitPicture(wide, settings({ fit: 'pad', padding: 'reflect' }))
  expect(at(fitted, 5, 7)).toEqual(at(wide, 5, 1))
  expect(at(fitted, 5, 0)).toEqual(at(wide, 5, 8))
  expect(at(fitted, 9, 24)).toEqual(at(wide, 9, 14))
})

test('a reflection longer than the picture goes back and forth', async () => {
  const thin = draw(32, 3, (_, y) => [y * 100, 0, 0])
  const fitted = await fitPicture(thin, settings({ fit: 'pad', padding: 'reflect' }))
  const reds = Array.from({ length: 10 }, (_, i) => at(fitted, 0, 9 + i)[0])
  // The picture stands in rows 14 to 16.
  expect(reds).toEqual([100, 0, 100, 200, 100, 0, 100, 200, 100, 0])
})

test('the blur behind a picture has its colours and no edges', async () => {
  const halves = draw(32, 8, (x) => (x < 16 ? [200, 0, 0] : [0, 0, 200]))
  const fitted = await fitPicture(halves, settings({ fit: 'pad', padding: 'blur' }))
  expect(at(fitted, 3, 15)).toEqual([200, 0, 0])
  const [red, , blue] = at(fitted, 1, 1)
  expect(red).toBeGreaterThan(170)
  expect(blue).toBeLessThan(30)
  const row = Array.from({ length: size }, (_, x) => at(fitted, x, 1)[0]!)
  const steps = row.slice(1).map((value, x) => Math.abs(value - row[x]!))
  expect(Math.max(...steps)).toBeLessThan(50)
})

test('stretching keeps all of the picture', async () => {
  const fitted = await fitPicture(wide, settings({ fit: 'stretch' }))
  // Its width stays as it is.
  for (let x = 0; x < size; x++) expect(at(fitted, x, 9)[0]).toBe(at(wide, x, 0)[0])
  expect(at(fitted, 31, 0)[1]).toBeLessThan(4)
  expect(at(fitted, 31, 31)[1]).toBeGreaterThan(230)
})

test('strips of a pixel’s height become squares with every fit and padding', async () => {
  const line = draw(10_000, 1, () => [9, 99, 199])
  const column = draw(1, 10_000, () => [9, 99, 199])
  for (const fit of FITS) {
    for (const padding of PADDINGS) {
      for (const strip of [line, column]) {
        // As a decoder leaves them where all of the longer side is kept.
        const small =
          fit === 'pad'
            ? draw(strip.width === 1 ? 1 : size, strip.width === 1 ? size : 1, () => [9, 99, 199])
            : strip
        const fitted = await fitPicture(small, settings({ fit, padding, background: '#0963c7' }))
        expect([fitted.width, fitted.height]).toEqual([size, size])
        expect(new Set(fitted.pixels)).toEqual(new Set([9, 99, 199]))
      }
    }
  }
})
