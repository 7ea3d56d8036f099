import { expect, it } from 'vitest'
import { drawTriples, EXEMPLARS, otherAttributes } from '../../../bench/prove/arithmetic/triples.ts'
import { judgeTriples } from '../../../bench/prove/arithmetic/verdict.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

const ATTRIBUTES = [
  { attribute: 'glasses', values: ['none', 'round', 'square'], accuracy: 1 },
  { attribute: 'hair', values: ['long', 'short'], accuracy: 1 },
  { attribute: 'hasGlasses', values: ['no', 'yes'], accuracy: 1 },
  { attribute: 'turn', values: ['left', 'right'], accuracy: 1 }
]
const random = createRandom(7, 1)
const glasses = Uint8Array.from({ length: 400 }, () => random.integer(3))
const pool = [
  glasses,
  glasses.map(() => random.integer(2)),
  glasses.map((kind) => (kind > 0 ? 1 : 0)),
  glasses.map(() => random.integer(2))
]

it('picks what the terms stand for, no sample twice, look-alikes in the rest', () => {
  const triples = drawTriples(ATTRIBUTES, pool, 40, createRandom(1, 1))
  for (const { target, base, wanted, without, first, second, third } of triples) {
    expect(target).not.toBe(base)
    expect([target, base]).not.toContain(0)
    const showing = (numbers: number[], place: number) =>
      new Set(numbers.map((i) => pool[place]![i]))
    expect(showing(first, target)).toEqual(new Set([wanted]))
    expect(showing([...second, ...third], target)).toEqual(new Set([without]))
    expect(showing([...first, ...second], base)).toEqual(showing(first, base))
    expect(showing([...first, ...third], base).size).toBe(2)
    expect(new Set([...first, ...second, ...third]).size).toBe(3 * EXEMPLARS)
    for (const place of otherAttributes(ATTRIBUTES, [target, base])) {
      expect(showing([...first, ...second, ...third], place).size).toBe(1)
    }
  }
})

it('counts kinds of glasses, unless glasses as such are the target', () => {
  expect(otherAttributes(ATTRIBUTES, [1])).toEqual([0, 3])
  expect(otherAttributes(ATTRIBUTES, [2])).toEqual([1, 3])
})

it('counts a flip by the first term, and what stays by the picture of the third', () => {
  const triple = { base: 3, wanted: 1, without: 0, first: [], second: [], third: [] }
  const triples = [
    { ...triple, target: 1 },
    { ...triple, target: 2 }
  ]
  const bytes = (...rows: number[][]): Uint8Array[] => rows.map((row) => Uint8Array.from(row))
  const thirds = bytes([0, 0], [0, 0], [0, 0], [1, 0])
  const results = bytes([2, 1], [1, 0], [1, 0], [1, 1])
  expect(judgeTriples(ATTRIBUTES, triples, thirds, results)).toEqual({
    flips: 0.5,
    stays: 0.5,
    flipsOf: { hair: { share: 1, of: 1 }, hasGlasses: { share: 0, of: 1 } },
    staysOf: {
      glasses: { share: 0, of: 1 },
      turn: { share: 0.5, of: 2 },
      hair: { share: 1, of: 1 }
    }
  })
})
