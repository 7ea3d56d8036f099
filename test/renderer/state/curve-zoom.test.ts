import { expect, test, vi } from 'vitest'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { CurveChoices } from '../../../src-renderer/state/curve-choices.svelte.ts'
import { CurveZoom } from '../../../src-renderer/state/curve-zoom.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('the rows of a part come from the studio, the last part asked for, and go with it', async () => {
  const { given, connection } = await testWindow()
  const dataset = await withDataset(given)
  const { api } = given
  const started = await api.startRun({ dataset: dataset.id, preset: 'quick', changes: SHORT })
  const run = await untilRun(given, started.id, 'finished')
  const asked: unknown[] = []
  const zoom = new CurveZoom({
    ...connection.api,
    getMetrics: (input) => {
      asked.push([input.from, input.to])
      return connection.api.getMetrics(input)
    }
  })
  zoom.show(run, { from: 0, to: 400 }, run.images)
  zoom.show(run, { from: 128.5, to: 383.2 }, run.images)
  expect([zoom.part, zoom.rows]).toEqual([{ from: 128.5, to: 383.2 }, undefined])
  await vi.waitFor(() => expect(zoom.rows).toBeDefined())
  expect([asked, zoom.rows]).toEqual([
    [[128, 384]],
    await api.getMetrics({ run: run.id, from: 128, to: 384 })
  ])

  const { length } = zoom.rows!
  const last = zoom.rows!.at(-1)!
  zoom.add([{ ...last, images: 10_000 }])
  expect(zoom.rows).toHaveLength(length)
  zoom.add([{ ...last, images: 383 }])
  expect(zoom.rows?.at(-1)?.images).toBe(383)
  zoom.leave()
  expect([zoom.part, zoom.rows]).toEqual([undefined, undefined])
})

test('a part stays inside the run, is never less than two steps, and all of it is no part', async () => {
  const { connection } = await testWindow()
  const zoom = new CurveZoom(connection.api)
  const run = { id: 'run-1', config: resolveConfig('dcgan', { batch: 64 }) }
  zoom.show(run, { from: -500, to: 600 }, 1_000)
  expect(zoom.part).toEqual({ from: 0, to: 600 })
  zoom.show(run, { from: 500, to: 600 }, 1_000)
  expect(zoom.part).toEqual({ from: 0, to: 600 })
  zoom.show(run, { from: -1, to: 2_000 }, 1_000)
  expect(zoom.part).toBeUndefined()
})

test('groups are open by themselves until a person says otherwise; smoothing goes with the length', () => {
  const choices = new CurveChoices()
  expect([choices.isOpen('losses', true), choices.isOpen('memory', false)]).toEqual([true, false])
  choices.set('losses', false)
  choices.set('memory', true)
  expect([choices.isOpen('losses', true), choices.isOpen('memory', false)]).toEqual([false, true])
  choices.level = 0
  expect(choices.reach(100_000)).toBe(0)
  const reaches = Array.from({ length: choices.levels - 1 }, (_, level) => {
    choices.level = level + 1
    return choices.reach(100_000)
  })
  expect(reaches).toEqual([...reaches].sort((a, b) => a - b))
  expect(reaches[0]! > 0 && reaches.at(-1)! < 10_000).toBe(true)
})
