import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const texts = (messages: Messages): string[] => messages.shown.map(({ text }) => text)

test('news goes soon, a problem later, and the last one can be shown again', () => {
  const messages = new Messages()
  messages.info('Imported.')
  messages.problem('The disk is full.')
  expect(texts(messages)).toEqual(['Imported.', 'The disk is full.'])
  vi.advanceTimersByTime(10_000)
  expect(texts(messages)).toEqual(['The disk is full.'])
  vi.advanceTimersByTime(30_000)
  expect([texts(messages), messages.last?.text]).toEqual([[], 'The disk is full.'])
  messages.repeat()
  expect(messages.shown).toMatchObject([{ level: 'problem', text: 'The disk is full.' }])
  messages.dismiss(messages.shown[0]!.id)
  expect(texts(messages)).toEqual([])
})

test('nothing of one project is shown in another', () => {
  const messages = new Messages()
  messages.problem('The disk is full.')
  messages.clear()
  messages.repeat()
  expect([texts(messages), messages.last]).toEqual([[], undefined])
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
