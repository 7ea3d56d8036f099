import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { writeCheckpoint } from '../../src-main/training/checkpoint.ts'
import { readNewestWhole } from '../../src-main/training/whole-checkpoint.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CONFIG = resolveConfig('dcgan')
const RANDOM = { seed: 1, stream: 2, drawn: 3 }
const FEED = { latents: RANDOM, batches: { order: RANDOM, flips: RANDOM, position: 0 } }

/** Checkpoints of 300, 200 and 100 images; `damage` changes the last byte of so many of them. */
function checkpoints(damage: number): string[] {
  const folder = temporaryFolder()
  const name = 'generator/up16/kernel'
  return [300, 200, 100].map((images, place) => {
    const file = join(folder, `${images}.safetensors`)
    const variables = new Map([[name, Float32Array.of(images)]])
    const state = { config: CONFIG, images, seconds: 1, ...FEED, variables }
    writeCheckpoint(file, state as never, new Map([[name, [1]]]))
    if (place < damage) {
      const bytes = readFileSync(file)
      bytes[bytes.length - 1]! ^= 1
      writeFileSync(file, bytes)
    }
    return file
  })
}

test('the newest is taken where it is whole', () => {
  const { checkpoint, problem } = readNewestWhole(checkpoints(0))
  expect([checkpoint.images, problem]).toEqual([300, undefined])
})

test('a damaged one is passed over and named', () => {
  const [first, ...others] = checkpoints(2)
  const { checkpoint, problem } = readNewestWhole([first!, ...others])
  expect([checkpoint.images, problem]).toEqual([
    100,
    `"${first}" is damaged ("generator/up16/kernel" is not as it was written); training goes on from the newest whole checkpoint, of 100 images.`
  ])
})

test('where none is whole the newest is named', () => {
  const files = checkpoints(3)
  expect(() => readNewestWhole(files)).toThrow(
    `"${files[0]}" is damaged ("generator/up16/kernel" is not as it was written); put a copy of it back, or take another checkpoint.`
  )
})
