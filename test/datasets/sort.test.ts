import { expect, test } from 'vitest'
import { sortByKey } from '../../src-main/datasets/sort.ts'

test.each([0, 1, 4095, 4096, 4097, 50_001])(
  '%d items are sorted, equal ones in their order',
  async (count) => {
    const items = Array.from({ length: count }, (_, index) => ({
      key: String((index * 7919) % 1009),
      index
    }))
    let breaths = 0
    const sorted = await sortByKey(
      items,
      ({ key }) => key,
      () => {
        breaths++
        return undefined
      }
    )
    // The platform's own sort is stable, too.
    const expected = [...items].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    expect(sorted).toEqual(expected)
    expect(breaths).toBeGreaterThanOrEqual(Math.floor(count / 4096))
  }
)
