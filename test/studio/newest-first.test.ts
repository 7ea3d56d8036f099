import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { newestFirst } from '../../src-main/studio/newest-first.ts'

it('begins two pieces some time apart, and what comes meanwhile is done newest first', async () => {
  const done: string[] = []
  const ask = newestFirst<void>(8, () => 50)
  const piece = (name: string): Promise<void> => ask(name, async () => void done.push(name))
  await piece('first')
  const older = piece('older')
  await wait(1)
  // Without the time between them the older one would have been done by now.
  expect(done).toEqual(['first'])
  await Promise.all([older, piece('newer')])
  expect(done).toEqual(['first', 'newer', 'older'])
})
