import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const texts = (messages: Messages): string[] => messages.shown.map(({ text }) => text)

test('news goes by itself, a problem stays until it is dismissed, and the last one is kept', () => {
  const messages = new Messages()
  messages.problem('The disk is full.')
  messages.info('Imported.')
  expect(texts(messages)).toEqual(['The disk is full.', 'Imported.'])
  vi.advanceTimersByTime(60_000)
  expect(texts(messages)).toEqual(['The disk is full.'])
  messages.dismiss(messages.shown[0]!.id)
  expect([texts(messages), messages.last?.text]).toEqual([[], 'Imported.'])
})

test('the same sentence twice is shown once, and at most three at a time', () => {
  const messages = new Messages()
  for (const text of ['a', 'b', 'a', 'c', 'd']) messages.problem(text)
  expect(texts(messages)).toEqual(['a', 'c', 'd'])
})

test('a failure becomes its sentence, and a lost connection is left to its banner', async () => {
  const messages = new Messages()
  const fail = (code: string) => () => Promise.reject(new StudioError(code, 'It failed.'))
  expect(await messages.attempt(fail('rpc/closed'))).toBeUndefined()
  expect(texts(messages)).toEqual([])
  expect(await messages.attempt(fail('run/state'))).toBeUndefined()
  expect(texts(messages)).toEqual(['It failed.'])
  expect(await messages.attempt(() => Promise.resolve(7))).toBe(7)
})
