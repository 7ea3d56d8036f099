import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineRecipe } from '../../scripts/lib/engine-recipe.mjs'
import { ROOT } from '../../scripts/lib/paths.mjs'
import { readRequirements } from '../../scripts/lib/requirements.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

test("the engine's requirements lock one wheel for each machine", () => {
  const entries = readRequirements(join(ROOT, 'scripts/engine-requirements.txt'))
  expect(entries.map(({ name, version, machine }) => [name, version, machine])).toEqual([
    ['tensorflow-cpu', '2.21.0', 'x86_64'],
    ['tensorflow', '2.21.0', 'aarch64']
  ])
  const idOf = (platform: string): string | undefined => engineRecipe(ROOT, 'cpu', platform)?.id
  expect(idOf('linux-x64')).toMatch(/^tensorflow-cpu-2\.21\.0-linux-x64-[0-9a-f]{8}$/)
  expect(idOf('linux-arm64')).toMatch(/^tensorflow-cpu-2\.21\.0-linux-arm64-[0-9a-f]{8}$/)
  expect(idOf('darwin-arm64')).toBeUndefined()
})

test('TensorFlow with CUDA is locked with every library that its extra names', () => {
  const recipe = engineRecipe(ROOT, 'gpu', 'linux-x64')
  expect(recipe?.id).toMatch(/^tensorflow-gpu-2\.21\.0-linux-x64-[0-9a-f]{8}$/)
  const names = recipe?.wheels.map(({ requirement }) => requirement.split('==')[0])
  // As the METADATA of tensorflow 2.21.0 has them.
  const extra = 'cublas cuda-cupti cuda-nvcc cuda-nvrtc cuda-runtime cudnn cufft curand cusolver'
  const parts = `${extra} cusparse nccl nvjitlink`.split(' ').map((part) => `nvidia-${part}-cu12`)
  expect(names).toEqual(['tensorflow', ...parts])
  expect(engineRecipe(ROOT, 'gpu', 'linux-arm64')).toBeUndefined()
})

test('a requirement without a hash is refused', () => {
  const file = join(temporaryFolder(), 'requirements.txt')
  writeFileSync(file, 'tensorflow==2.21.0\n')
  expect(() => readRequirements(file)).toThrow('tensorflow==2.21.0')
})
