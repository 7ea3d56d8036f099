import { expect, test, vi } from 'vitest'
import { Trash } from '../../../src-renderer/state/trash.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

test('deleted runs are put back, or removed for ever with what they filled', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const { id: dataset } = await withDataset(given)
  const ids: string[] = []
  for (const seed of [1, 2]) {
    const changes = { ...SHORT, images: 192, seed }
    const { id } = await given.api.startRun({ dataset, preset: 'quick', changes })
    await untilRun(given, id, 'finished')
    ids.push(id)
  }
  const trash = new Trash(connection.api, messages)
  await trash.reload()
  expect(trash.runs).toEqual([])
  await given.api.deleteRuns({ runs: ids })
  await trash.reload()
  expect(trash.runs.map(({ id }) => id).sort()).toEqual([...ids].sort())
  const { bytes } = trash
  expect(bytes).toBeGreaterThan(0)
  await trash.restore(trash.runs.filter(({ id }) => id === ids[0]))
  await vi.waitFor(() => expect(studio.runs.map(({ id }) => id)).toEqual([ids[0]]))
  expect(trash.bytes).toBeLessThan(bytes)
  await trash.empty()
  expect(messages.last!.text).toMatch(/^1 run removed for ever; .+ are free again\.$/)
  expect([trash.runs, trash.bytes]).toEqual([[], 0])
})
