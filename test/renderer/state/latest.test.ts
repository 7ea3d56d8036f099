import { expect, test } from 'vitest'
import { Latest } from '../../../src-renderer/state/latest.svelte.ts'

test('the newest question wins, whichever answer comes first', async () => {
  const latest = new Latest<string>()
  let answerFirst = (_value: string): void => {}
  const first = latest.load('first', () => new Promise((resolve) => (answerFirst = resolve)))
  await latest.load('second', async () => 'two')
  answerFirst('one')
  await first
  expect([latest.key, latest.value, latest.of('first'), latest.isLoading]).toEqual([
    'second',
    'two',
    undefined,
    false
  ])
})

test('the same is asked once, and again only after there was no answer', async () => {
  const latest = new Latest<string>()
  let asked = 0
  const ask = async (): Promise<string | undefined> => (++asked === 1 ? undefined : 'answer')
  await latest.load('key', ask)
  expect([latest.value, latest.isLoading]).toEqual([undefined, false])
  await Promise.all([latest.load('key', ask), latest.load('key', ask)])
  expect([asked, latest.of('key')]).toEqual([2, 'answer'])
  latest.clear()
  expect(latest.value).toBeUndefined()
})
