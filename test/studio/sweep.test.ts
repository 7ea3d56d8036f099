import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testStudio, withDataset } from './studio.ts'

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
