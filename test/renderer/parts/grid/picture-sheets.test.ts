import { expect, test, vi } from 'vitest'
import { PictureSheets } from '../../../../src-renderer/parts/grid/picture-sheets.svelte.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

function openSheets(load: (url: string) => Promise<unknown> = async () => 'picture') {
  const asked: string[] = []
  const sheets = new PictureSheets(
    (pictures) => {
      const url = `${pictures[0]}–${pictures.at(-1)}: ${pictures.length}`
      asked.push(url)
      return url
    },
    (url) => load(url)
  )
  return { sheets, asked }
}

test('what is in view comes on sheets of 64 neighbours, each once', async () => {
  const { sheets, asked } = openSheets()
  const list = numbers(200)
  expect(sheets.partOf(70)).toBeUndefined()
  sheets.want(list, 60, 140)
  sheets.want(list, 64, 130)
  expect(asked).toEqual(['0–63: 64', '64–127: 64', '128–191: 64'])
  await vi.waitFor(() =>
    expect(sheets.partOf(74)).toEqual({
      url: '64–127: 64',
      column: 2,
      row: 1,
      columns: 8,
      rows: 8
    })
  )
  expect(sheets.partOf(199)).toBeUndefined()
})

test('pictures keep their sheets when one before them goes, and only new ones are fetched', async () => {
  const { sheets, asked } = openSheets()
  sheets.want(numbers(128), 0, 64)
  await vi.waitFor(() => expect(sheets.partOf(63)).toBeDefined())
  const without = numbers(128).filter((number) => number !== 5)
  sheets.want(without, 0, 64)
  expect(asked).toEqual(['0–63: 64', '64–64: 1'])
  await vi.waitFor(() =>
    expect(sheets.partOf(64)).toEqual({ url: '64–64: 1', column: 0, row: 0, columns: 1, rows: 1 })
  )
})

test('a sheet that could not be had is asked for again', async () => {
  let isBroken = true
  const { sheets, asked } = openSheets(async () => {
    if (isBroken) throw new Error('no line')
    return 'picture'
  })
  sheets.want(numbers(3), 0, 3)
  await new Promise((done) => setTimeout(done))
  isBroken = false
  sheets.want(numbers(3), 0, 3)
  await vi.waitFor(() => expect(sheets.partOf(2)).toMatchObject({ columns: 3, rows: 1, column: 2 }))
  expect(asked).toEqual(['0–2: 3', '0–2: 3'])
})

test('the longest unused are forgotten', async () => {
  const { sheets, asked } = openSheets()
  const list = numbers(64 * 200)
  sheets.want(list, 0, 1)
  for (let sheet = 1; sheet < 200; sheet++) {
    sheets.want(list, sheet * 64, sheet * 64 + 1)
    // The first one stays in use, the second does not.
    sheets.want(list, 0, 1)
  }
  await vi.waitFor(() => expect(sheets.partOf(64 * 199)).toBeDefined())
  expect([sheets.partOf(0) !== undefined, sheets.partOf(64)]).toEqual([true, undefined])
  expect(asked).toHaveLength(200)
})
