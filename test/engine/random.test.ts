import { describe, expect, it } from 'vitest'
import { philox4x32 } from '../../src-main/engine/philox.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'

describe('philox4x32', () => {
  // The known-answer vectors that the paper's authors publish with Random123 (kat_vectors, philox4x32 10).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
    ]
  ] as const)('gives the published words for counter %j', (counter, key, expected) => {
    expect(philox4x32(counter, key)).toEqual(expected)
  })
})

describe('createRandom', () => {
  it('goes on exactly from a saved state', () => {
    const random = createRandom(7, 2)
    random.fillNormal(new Float32Array(33))
    const saved = random.state()
    const after = new Float32Array(100)
    random.fillUniform(after, -1, 1)
    const other = createRandom(0, 0)
    other.restore(saved)
    const again = new Float32Array(100)
    other.fillUniform(again, -1, 1)
    expect(again).toEqual(after)
  })

  it('gives other numbers for another stream or seed', () => {
    const draw = (seed: number, stream: number): number[] => {
      const random = createRandom(seed, stream)
      return Array.from({ length: 4 }, () => random.uniform())
    }
    expect(draw(1, 1)).not.toEqual(draw(1, 2))
    expect(draw(1, 1)).not.toEqual(draw(2, 1))
    expect(draw(1, 1)).toEqual(draw(1, 1))
  })

  it('has streams that never change, for a seed must give the same run in every version', () => {
    expect(STREAMS).toEqual({
      weights: 1,
      latents: 2,
      data: 3,
      fixedLatents: 4,
      samples: 5,
      drawing: 6,
      avatars: 7,
      labels: 8,
      augmentation: 9,
      dropout: 10,
      shapes: 11,
      edges: 12,
      voxels: 13,
      points: 14,
      projection: 15,
      maps: 16,
      directions: 17,
      evaluation: 18
    })
  })

  it('is Philox with the seed as its key and the stream in its counter', () => {
    const random = createRandom(2 ** 31 - 1, STREAMS.augmentation)
    const words = [0, 1].flatMap((block) =>
      philox4x32([block, 0, STREAMS.augmentation, 0], [2 ** 31 - 1, 0])
    )
    expect(words.map(() => random.uniform())).toEqual(words.map((word) => (word >>> 8) * 2 ** -24))
  })

  it('draws from streams that know nothing of each other', () => {
    // The correlation of independent samples stays within five standard errors of 0.
    const count = 20_000
    const drawn = Object.values(STREAMS).map((stream) => {
      const out = new Float32Array(count)
      createRandom(1, stream).fillNormal(out)
      return out
    })
    drawn.forEach((one, index) => {
      for (const other of drawn.slice(index + 1)) {
        const correlation = one.reduce((sum, value, i) => sum + value * other[i]!, 0) / count
        expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(count))
      }
    })
  })

  it('has the moments of its distributions', () => {
    const count = 200_000
    const out = new Float32Array(count)
    const moments = (): [number, number] => {
      const mean = out.reduce((sum, value) => sum + value, 0) / count
      return [mean, out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count]
    }
    // Five standard errors of each estimate.
    const random = createRandom(3, 3)
    random.fillUniform(out, -1, 1)
    let [mean, variance] = moments()
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / 3 / count))
    expect(Math.abs(variance - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count))
    random.fillNormal(out)
    ;[mean, variance] = moments()
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / count))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
  })

  it('draws whole numbers evenly', () => {
    const random = createRandom(5, 5)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) counts[random.integer(10)]!++
    // Chi-square with 9 degrees of freedom; 27.9 is its 99.9 % quantile.
    const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chi).toBeLessThan(27.9)
  })
})
