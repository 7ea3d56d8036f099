import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkStudio, checkTrainer } from '../../src-main/electron/checks.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// The same workers as in Electron, as Node processes: Node runs their sources as they are.
const spawner = nodeSpawner((kind) =>
  join(import.meta.dirname, `../../src-main/workers/${kind}.ts`)
)

test('the self-check makes pictures, trains 20 steps, and finds them again after reopening', async () => {
  const result = await checkStudio('1.2.3', spawner)
  expect(result).toMatchObject({
    check: 'studio',
    passed: true,
    steps: 20,
    pictures: 64,
    images: 320,
    checkpoints: 1,
    device: 'cpu'
  })
})

test('the trainer’s check says in one sentence what is missing', async () => {
  const cache = join(temporaryFolder(), 'nothing')
  const result = await checkTrainer(spawner, cache)
  expect(result.passed).toBe(false)
  expect(result.problem).toEqual({
    code: 'check/cache',
    message: `${cache}/index.json cannot be read; --trainer-check takes the folder of an imported data set's pictures, datasets/<id> in a project.`
  })
})
