import { expect, test, vi } from 'vitest'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { RunEstimate } from '../../../src-renderer/state/estimate.svelte.ts'
import { withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testEstimate() {
  const { given, connection } = await testWindow()
  const dataset = await withDataset(given)
  let measured = 0
  const estimate = new RunEstimate({
    ...connection.api,
    estimateRun: (input) => {
      measured++
      return connection.api.estimateRun(input)
    }
  })
  const request = (changes: Record<string, number>) =>
    estimate.request({
      dataset: dataset.id,
      preset: 'quick',
      changes,
      config: resolveConfig('quick', { size: 16, ...changes })
    })
  const settled = () =>
    vi.waitFor(() => expect(estimate.isMeasuring).toBe(false), { timeout: 10_000 })
  return { estimate, request, settled, measurements: () => measured }
}

test('only the last state of a form being edited is measured', async () => {
  const { estimate, request, settled, measurements } = await testEstimate()
  for (const batch of [8, 16, 32]) request({ batch })
  expect(estimate.isMeasuring).toBe(true)
  await settled()
  expect([estimate.estimate?.device, estimate.problem, measurements()]).toEqual([
    'cpu',
    undefined,
    1
  ])
})

test('another length needs no new measurement: all but the start is scaled', async () => {
  const { estimate, request, settled, measurements } = await testEstimate()
  request({ images: 10_000 })
  await settled()
  const { totalSeconds, startSeconds } = estimate.estimate!
  request({ images: 30_000 })
  expect(estimate.estimate?.totalSeconds).toBeCloseTo(
    startSeconds + 3 * (totalSeconds - startSeconds),
    6
  )
  expect(measurements()).toBe(1)
})

test('a data set too small for the batch is said in a sentence', async () => {
  const { estimate, request, settled } = await testEstimate()
  request({ batch: 128 })
  await settled()
  expect(estimate.problem).toMatch(/fewer than one batch of 128/)
})

test('with nothing to forecast, nothing is shown', async () => {
  const { estimate, request, settled } = await testEstimate()
  request({})
  await settled()
  estimate.request(undefined)
  expect([estimate.estimate, estimate.problem, estimate.isMeasuring]).toEqual([
    undefined,
    undefined,
    false
  ])
})
