import { expect, test, vi } from 'vitest'
import { WalkFrames, sheetsOf } from '../../../src-renderer/state/walk-frames.svelte.ts'

const latents = (count: number, from = 0): number[][] =>
  Array.from({ length: count }, (_, at) => [from + at])
const urlOf = (sheet: readonly number[][]): string => sheet.flat().join(' ')

function testFrames() {
  const asked: string[] = []
  const released: string[] = []
  let open = (): void => {}
  let gate: Promise<void> = Promise.resolve()
  const load = async (url: string): Promise<string> => {
    asked.push(url.split(' ')[0]!)
    await gate
    if (url.startsWith('999')) throw new Error('no')
    return url
  }
  const frames = new WalkFrames({
    load,
    release: (sheet: string) => void released.push(sheet.split(' ')[0]!)
  })
  const close = (): void => {
    gate = new Promise((resolve) => (open = resolve))
  }
  return { frames, asked, released, close, open: () => open() }
}

test('sheets are asked for from the head on, round the end, one at a time', async () => {
  const { frames, asked, close, open } = testFrames()
  close()
  frames.show(latents(60), urlOf)
  frames.want(40)
  expect(asked).toEqual(['0'])
  open()
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  expect(asked).toEqual(['0', '32', '48', '16'])
})

test('every frame is found on its sheet, the last ones on a shorter one', async () => {
  const { frames } = testFrames()
  frames.show(latents(20), urlOf)
  expect([frames.at(0), frames.count]).toEqual([undefined, 20])
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  const [first, last] = sheetsOf(latents(20)).map(urlOf)
  expect([0, 7, 8, 15, 16, 19, 20].map((frame) => frames.at(frame))).toEqual([
    { sheet: first, column: 0, row: 0 },
    { sheet: first, column: 7, row: 0 },
    { sheet: first, column: 0, row: 1 },
    { sheet: first, column: 7, row: 1 },
    { sheet: last, column: 0, row: 0 },
    { sheet: last, column: 3, row: 0 },
    undefined
  ])
})

test('a change keeps what it leaves alone and gives back the rest', async () => {
  const { frames, asked, released } = testFrames()
  frames.show(latents(48), urlOf)
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  frames.show([...latents(32), ...latents(16, 100)], urlOf)
  expect([frames.at(0)?.column, frames.at(32), released]).toEqual([0, undefined, ['32']])
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  expect(asked).toEqual(['0', '16', '32', '100'])
})

test('what comes for a walk that has changed meanwhile is not kept', async () => {
  const { frames, released, close, open } = testFrames()
  close()
  frames.show(latents(16), urlOf)
  frames.show(latents(16, 50), urlOf)
  open()
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  expect([frames.at(0)?.sheet.slice(0, 2), released]).toEqual(['50', ['0']])
})

test('a failure is a sentence, and the next change tries again', async () => {
  const { frames } = testFrames()
  frames.show(latents(16, 999), urlOf)
  await vi.waitFor(() => expect(frames.problem).toMatch(/no$/))
  frames.show(latents(16), urlOf)
  await vi.waitFor(() => expect(frames.ready).toBe(1))
  expect(frames.problem).toBeUndefined()
})
