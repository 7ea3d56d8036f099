import { expect, test } from 'vitest'
import { mapOrdered } from '../../src-main/datasets/ordered.ts'

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = []
  for await (const value of values) all.push(value)
  return all
}

test('results come in the items’ order, never more than the width under way', async () => {
  let [busy, busiest] = [0, 0]
  const finish: (() => void)[] = []
  const work = async (item: number): Promise<number> => {
    busiest = Math.max(busiest, ++busy)
    // The later ones of each three end first.
    await new Promise<void>((resolve) => {
      finish.push(resolve)
      if (finish.length === 3) for (const end of finish.splice(0).reverse()) end()
    })
    busy--
    return item * 10
  }
  expect(await collect(mapOrdered([1, 2, 3, 4, 5, 6], 3, work))).toEqual([10, 20, 30, 40, 50, 60])
  expect(busiest).toBe(3)
})

test('a failure ends it with that error', async () => {
  const work = async (item: number): Promise<number> => {
    if (item === 2) throw new RangeError('two')
    return item
  }
  await expect(collect(mapOrdered([1, 2, 3], 3, work))).rejects.toEqual(new RangeError('two'))
})

test('an abort ends it at once, though work hangs', async () => {
  const controller = new AbortController()
  const hanging = collect(
    mapOrdered([1, 2, 3], 2, () => new Promise<number>(() => {}), controller.signal)
  )
  controller.abort(new RangeError('enough'))
  await expect(hanging).rejects.toEqual(new RangeError('enough'))
  await expect(
    collect(mapOrdered([1], 1, async (item) => item, controller.signal))
  ).rejects.toEqual(new RangeError('enough'))
})
