import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createPace } from '../../src-main/training/pace.ts'

interface Recording {
  words: string
  /** Images seen and seconds of training, of real runs. */
  marks: [number, number][]
}

const RECORDED = JSON.parse(
  readFileSync(new URL('./recorded-paces.json', import.meta.url), 'utf8')
) as Record<'steady' | 'steadier' | 'disturbed', Recording>

/** Relative errors of the time left, from a tenth of the images to nearly all of them. */
function errorsOf({ marks }: Recording): number[] {
  const [total, end] = marks.at(-1)!
  const pace = createPace()
  return marks.flatMap(([images, seconds]) => {
    pace.mark(images, seconds)
    // In the last moments a second more or less is a large share.
    const isAsked = images >= total / 10 && images <= total * 0.95
    return isAsked ? [pace.eta(total)! / (end - seconds) - 1] : []
  })
}

test.each(['steady', 'steadier'] as const)(
  'on a machine that does nothing else, the time left is right within a fifth from the first tenth on: %s',
  (name) => {
    const errors = errorsOf(RECORDED[name])
    expect(errors.length).toBeGreaterThan(50)
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.2)
  }
)

test('where others took the processor for a while, it is right most of the time', () => {
  const errors = errorsOf(RECORDED.disturbed)
  const right = errors.filter((error) => Math.abs(error) < 0.2)
  expect(Math.abs(errors[0]!)).toBeLessThan(0.2)
  expect(right.length / errors.length).toBeGreaterThan(0.8)
})

test('a constant speed is told exactly, and nothing before there is one', () => {
  const pace = createPace()
  pace.mark(0, 0)
  expect([pace.speed(), pace.eta(1000)]).toEqual([0, undefined])
  for (let second = 1; second <= 60; second++) pace.mark(second * 100, second)
  expect([pace.speed(), pace.eta(10_000), pace.eta(5_000)]).toEqual([100, 40, 0])
})

test('a change of speed is known after twenty seconds', () => {
  const pace = createPace()
  for (let second = 0; second <= 60; second++) pace.mark(second * 100, second)
  for (let second = 61; second <= 81; second++) pace.mark(6000 + (second - 60) * 25, second)
  expect(pace.speed()).toBeCloseTo(25, 9)
})
