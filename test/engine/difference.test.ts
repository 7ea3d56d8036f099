import { expect, test } from 'vitest'
import { engineDifference } from '../../src-main/engine/difference.ts'

const NOW = { device: 'cpu', tensorflow: '2.20.0', threads: 4, kernels: true } as const

test('the same engine makes no difference, however many threads it is said to have', () => {
  expect(engineDifference(NOW, NOW)).toBeUndefined()
  expect(engineDifference({ ...NOW, threads: 2 }, NOW)).toBeUndefined()
})

test('a run of release 0.1 does not say whose convolutions it had', () => {
  const { device, tensorflow, threads } = NOW
  expect(engineDifference({ device, tensorflow, threads }, NOW)).toBeUndefined()
})

test.each([
  [
    { ...NOW, kernels: false },
    'with TensorFlow 2.20.0 on the processor, by TensorFlow’s convolutions'
  ],
  [
    { ...NOW, tensorflow: '2.9.1' },
    'with TensorFlow 2.9.1 on the processor, by the studio’s convolutions'
  ],
  [
    { ...NOW, device: 'gpu', kernels: false } as const,
    'with TensorFlow 2.20.0 on a graphics card, by TensorFlow’s convolutions'
  ],
  [{ ...NOW, slow: 'It could not be loaded.' }, 'in plain JavaScript']
])('another engine is told with both', (before, words) => {
  expect(engineDifference(before, NOW)).toBe(
    `It was trained ${words} and goes on with TensorFlow 2.20.0 on the processor, by the studio’s convolutions, so its numbers differ in their last bits from those of a run without a break.`
  )
})
