import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Announcer } from '../../../src-renderer/state/announcer.svelte.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('speaks at once, then no more than every ten seconds, always the newest', () => {
  const announcer = new Announcer()
  const heard: string[] = []
  for (let percent = 0; percent < 25; percent++) {
    announcer.say(`${percent} %`)
    if (heard.at(-1) !== announcer.text) heard.push(announcer.text)
    vi.advanceTimersByTime(1000)
  }
  expect(heard).toEqual(['0 %', '9 %', '19 %'])
})
