import { expect, test } from 'vitest'
import { drawAttributes } from '../../../src-main/datasets/samples/avatars/attributes.ts'
import { drawColours } from '../../../src-main/datasets/samples/avatars/colours.ts'
import { drawFace } from '../../../src-main/datasets/samples/avatars/face.ts'
import { paintPortrait } from '../../../src-main/datasets/samples/avatars/paint.ts'
import { PARTS, type Portrait } from '../../../src-main/datasets/samples/avatars/portrait.ts'
import { createCanvas } from '../../../src-main/datasets/samples/canvas.ts'
import { openParts, WORDS_PER_PART } from '../../../src-main/datasets/samples/parts.ts'
import { STREAMS, type Random } from '../../../src-main/engine/random.ts'

test('no two parts of any items draw the same random words, the grain of 256 px included', () => {
  expect(new Set(PARTS).size).toBe(PARTS.length)
  const partsOf = openParts(4, STREAMS.avatars, PARTS)
  const spans = [0, 1, 2].flatMap((index) =>
    PARTS.map((part) => {
      const { drawn } = partsOf(index)(part).state()
      return { from: drawn, to: drawn + (part === 'grain' ? 256 * 256 + 1 : WORDS_PER_PART) }
    })
  )
  spans.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThanOrEqual(spans[i]!.to))
})

test('no part of a face draws more than its share, and nothing is drawn twice', () => {
  const partsOf = openParts(4, STREAMS.avatars, PARTS)
  let most = 0
  for (let index = 0; index < 300; index++) {
    const used = new Map<string, { random: Random; from: number }>()
    const random: Portrait['random'] = (part) => {
      expect({ part, again: used.has(part) }).toEqual({ part, again: false })
      const own = partsOf(index)(part)
      used.set(part, { random: own, from: own.state().drawn })
      return own
    }
    const attributes = drawAttributes(random)
    paintPortrait({
      canvas: createCanvas(16),
      face: drawFace(attributes, random('face')),
      colours: drawColours(attributes, random('colours')),
      attributes,
      random
    })
    for (const { random: own, from } of used.values())
      most = Math.max(most, own.state().drawn - from)
  }
  expect(most).toBeGreaterThan(256)
  expect(most).toBeLessThan(WORDS_PER_PART)
})

test('a part draws the same whatever the others draw', () => {
  const [one, other] = [openParts(4, 1, ['a', 'b']), openParts(4, 1, ['a', 'b'])]
  const before = one(7)('b').uniform()
  const first = other(7)('a')
  for (let i = 0; i < 100; i++) first.uniform()
  expect(other(7)('b').uniform()).toBe(before)
  expect(other(8)('b').uniform()).not.toBe(before)
})
