import { expect, test } from 'vitest'
import { writeEvents } from '../../src-main/reports/events.ts'
import { pngSize } from '../../src-main/reports/png-size.ts'
import { reportedRun } from './reported.ts'

test('each run is a folder of its own, named so that any disk takes it', async () => {
  const runs = [
    await reportedRun('a1', '../faces: 1/2'),
    await reportedRun('b2', 'Gesichter · Öl'),
    await reportedRun('c3', 'Gesichter · Öl')
  ]
  const files = [...writeEvents(runs).keys()]
  const name = 'events.out.tfevents.1795000000.gan-atelier'
  expect(files).toEqual([
    `-faces- 1-2/${name}`,
    `Gesichter - Öl b2/${name}`,
    `Gesichter - Öl c3/${name}`
  ])
})

test('figures, measures and pictures are told over images seen', async () => {
  const run = await reportedRun('a1', 'Faces')
  const [bytes] = [...writeEvents([run]).values()]
  const text = Buffer.from(bytes!).toString('latin1')
  for (const name of ['brain.Event:2', 'loss/generator', 'evaluation/coverage', 'samples']) {
    expect(text).toContain(name)
  }
  // One for each row that has it, and never for those that have not.
  expect(text.match(/memory/g)).toHaveLength(4)
  expect(pngSize(run.grids[0]!.png)).toEqual({ width: 6, height: 4 })
})
