import { expect, test } from 'vitest'
import { createPatience } from '../../../src-main/latent/evaluation/patience.ts'

const busy = (milliseconds: number): void => {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}
const NEVER = (): undefined => undefined

test('after each piece of work there is a rest as long as the share asks for', async () => {
  const { breathe, waited } = createPatience(new AbortController().signal, NEVER, 0.2)
  const begun = performance.now()
  for (let piece = 0; piece < 5; piece++) {
    busy(12)
    await breathe()
  }
  const all = performance.now() - begun
  // Longer at times, as a machine has other things to do, and never shorter.
  expect(waited() / all).toBeGreaterThan(0.75)
  expect(waited()).toBeGreaterThan(5 * 12 * 3.9)
})

test('without a share it rests only while something is more urgent', async () => {
  const free = createPatience(new AbortController().signal, NEVER)
  busy(12)
  await free.breathe()
  expect(free.waited()).toBe(0)
  let asked = 0
  const quiet = (): Promise<void> | undefined =>
    asked++ === 0 ? new Promise((resolve) => setTimeout(resolve, 20)) : undefined
  const patient = createPatience(new AbortController().signal, quiet)
  await patient.breathe()
  expect(patient.waited()).toBeGreaterThan(15)
})

test('a rest ends when the work is given up', async () => {
  const controller = new AbortController()
  const { breathe } = createPatience(controller.signal, NEVER, 1e-6)
  busy(12)
  // Some three hours.
  const rest = breathe()
  controller.abort()
  await expect(rest).rejects.toThrow()
})
