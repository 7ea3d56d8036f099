import { expect, test } from 'vitest'
import { PARTS } from '../../../src-main/datasets/samples/avatars/portrait.ts'
import { openParts } from '../../../src-main/datasets/samples/parts.ts'
import { STREAMS } from '../../../src-main/engine/random.ts'

test('no two parts of any items draw the same random words, the grain of 256 px included', () => {
  expect(new Set(PARTS).size).toBe(PARTS.length)
  const partsOf = openParts(4, STREAMS.avatars, PARTS)
  const spans = [0, 1, 2].flatMap((index) =>
    PARTS.map((part) => {
      const { drawn } = partsOf(index)(part).state()
      return { from: drawn, to: drawn + (part === 'grain' ? 256 * 256 + 1 : 256) }
    })
  )
  spans.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThanOrEqual(spans[i]!.to))
})

test('a part draws the same whatever the others draw', () => {
  const [one, other] = [openParts(4, 1, ['a', 'b']), openParts(4, 1, ['a', 'b'])]
  const before = one(7)('b').uniform()
  const first = other(7)('a')
  for (let i = 0; i < 100; i++) first.uniform()
  expect(other(7)('b').uniform()).toBe(before)
  expect(other(8)('b').uniform()).not.toBe(before)
})
