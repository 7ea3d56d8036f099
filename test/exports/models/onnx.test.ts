import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-web'
import { expect, test } from 'vitest'
import { latentWidth } from '../../../src-main/contract/condition.ts'
import { exportLatents } from '../../../src-main/exports/export.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { drawOurs, furthest, livelyModel, modelTask, spread } from './lively-model.ts'

const context = {
  draw: () => Promise.reject(),
  report: () => {},
  signal: new AbortController().signal
}

test.each([
  ['of colour', { size: 32, emaImages: 0 }],
  ['of grey, by its average', { channels: 'grey', emaImages: 1_000 }],
  ['of classes', { label: 'kind', classes: 'one\ntwo\nthree' }]
] as const)('ONNX Runtime draws the same pictures with a generator %s', async (_, changes) => {
  const model = await livelyModel(changes)
  const out = join(temporaryFolder(), 'model.onnx')
  await exportLatents(modelTask(model, 'onnx', out), context)
  const session = await InferenceSession.create(new Uint8Array(await readFile(out)))
  expect([session.inputNames, session.outputNames]).toEqual([['z'], ['pictures']])

  const { latents, pictures } = drawOurs(model)
  const { size } = model.config
  const width = latentWidth(model.config)
  const channels = 'channels' in changes ? 1 : 3
  const z = Float32Array.from(latents.flatMap((each) => Array.from(each)))
  const result = await session.run({ z: new Tensor('float32', z, [16, width]) })
  const { dims, data } = result['pictures']!
  expect(dims).toEqual([16, channels, size, size])
  expect(spread(pictures)).toBeGreaterThan(0.1)
  // Ours have their channels last.
  const ours = pictures.flatMap((picture) =>
    Array.from({ length: channels }, (_, channel) =>
      Array.from(picture).filter((_, at) => at % channels === channel)
    ).flat()
  )
  expect(furthest(data as Float32Array, ours)).toBeLessThan(1e-4)
  // One by one too: the number of pictures is free.
  const one = await session.run({ z: new Tensor('float32', latents[3]!, [1, width]) })
  const length = channels * size * size
  expect(
    furthest(one['pictures']!.data as Float32Array, ours.slice(3 * length, 4 * length))
  ).toBeLessThan(1e-4)
  await session.release()
})
