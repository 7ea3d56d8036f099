import { expect, test } from 'vitest'
import { environmentOf, settingsIn } from '../../src-main/contract/engine-settings.ts'

const SETTINGS = { threads: 4, interOpThreads: 2, layout: 'NHWC', xla: true } as const

test('a process that computes on the CPU sees no GPU; the settings come back out of either', () => {
  const [cpu, gpu] = [environmentOf(SETTINGS, 'cpu'), environmentOf(SETTINGS, 'gpu')]
  expect(cpu).toEqual({ ...gpu, CUDA_VISIBLE_DEVICES: '-1' })
  expect([cpu, gpu].map(settingsIn)).toEqual([SETTINGS, SETTINGS])
})
