import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SHORT, testStudio, untilRun, withDataset } from './studio.ts'

test('half-made files of a killed studio are gone once the project is opened; all else stays', async () => {
  const given = testStudio()
  const { id } = await withDataset(given)
  await given.api.closeProject({})
  const path = join(given.folder, 'project')
  for (const name of ['0123456789', `${id}.part`, 'my own pictures']) {
    mkdirSync(join(path, 'datasets', name))
  }
  mkdirSync(join(path, 'runs', 'abc', 'checkpoints'), { recursive: true })
  for (const name of ['64.safetensors', '128.safetensors.part']) {
    writeFileSync(join(path, 'runs', 'abc', 'checkpoints', name), '')
  }
  await given.api.openProject({ path })
  expect([
    readdirSync(join(path, 'datasets')).sort(),
    readdirSync(join(path, 'runs', 'abc', 'checkpoints'))
  ]).toEqual([[id, 'my own pictures'], ['64.safetensors']])
})

test('a checkpoint is its file and its row: what a kill left of either alone is gone at the next start', async () => {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  const { id: run } = await given.api.startRun({ dataset, preset: 'dcgan', changes: SHORT })
  await untilRun(given, run, 'finished')
  const path = join(given.folder, 'project')
  const folder = join(path, 'runs', run, 'checkpoints')
  await given.api.closeProject({})
  writeFileSync(join(folder, '999.safetensors'), 'without a row')
  writeFileSync(join(folder, 'mine.txt'), 'a person has put it here')
  rmSync(join(folder, '384.safetensors'))
  await given.api.openProject({ path })
  const kept = ['192.safetensors', '576.safetensors', '640.safetensors']
  expect(readdirSync(folder).sort()).toEqual([...kept, 'mine.txt'])
  const rows = await given.api.getCheckpoints({ run })
  expect(rows.map(({ images }) => images)).toEqual([192, 576, 640])
})
