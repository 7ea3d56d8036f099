import { scalar, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { StudioError } from '../../src-main/contract/errors.ts'
import { attribute, execute } from '../../src-main/engine/execute.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { withinMemory } from '../../src-main/training/out-of-memory.ts'

beforeAll(async () => {
  await startEngine()
})

test('what TensorFlow has no memory for is told with the batch', async () => {
  // More bytes than a processor has addresses for.
  const work = async (): Promise<unknown> =>
    execute('Fill', [attribute.type('T')], [tensor1d([2 ** 24, 2 ** 24], 'int32'), scalar(0)])
  await expect(withinMemory({ batch: 512 }, work)).rejects.toMatchObject({
    code: 'training/out-of-memory',
    message:
      'A step with a batch of 512 does not fit into memory; take a smaller batch or smaller networks.',
    cause: { message: expect.stringContaining('OOM when allocating') as string }
  })
})

test('whatever else fails stays as it is', async () => {
  const failures = [new Error('Invalid TF_Status: 3'), new StudioError('cache/unreadable', 'No.')]
  for (const failure of failures) {
    await expect(withinMemory({ batch: 4 }, () => Promise.reject(failure))).rejects.toBe(failure)
  }
  expect(await withinMemory({ batch: 4 }, async () => 7)).toBe(7)
})
