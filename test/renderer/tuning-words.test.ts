import { expect, test } from 'vitest'
import { settingsWords } from '../../src-main/contract/engine-settings.ts'
import { tuningWords } from '../../src-renderer/tuning-words.ts'

const FOUR = { threads: 4, interOpThreads: 1, layout: 'NHWC', xla: false } as const

test('settings are said in as few words as tell them apart', () => {
  const all = [
    { ...FOUR, choice: 'usual' },
    { ...FOUR, interOpThreads: 2, choice: 'measured' },
    { ...FOUR, threads: 1, interOpThreads: 1, choice: 'given' },
    { ...FOUR, xla: true, choice: 'measured' },
    // A run of release 0.1.
    { threads: 8 }
  ] as const
  expect(all.map(settingsWords)).toEqual([
    '4 threads',
    '4 threads (2 inter-op), measured',
    '1 thread, as set',
    '4 threads, XLA, measured',
    '8 threads'
  ])
})

test('what is tried is said with how many are left', () => {
  expect([tuningWords({ settings: FOUR, tried: 1, total: 4 }), tuningWords(undefined)]).toEqual([
    'Trying 4 threads, 2 of 4',
    undefined
  ])
})
