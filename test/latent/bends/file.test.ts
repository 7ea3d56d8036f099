import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packBend, readBend, unpackBend } from '../../../src-main/latent/bends/file.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const BEND = {
  weights: Float32Array.of(1, -2, 0.5),
  against: [Float32Array.of(3, 4, 5), Float32Array.of(-1, 0, 1)]
}

test('a bend is the same after it was bytes', () => {
  expect(unpackBend(packBend(BEND), 'smile')).toEqual(BEND)
  const alone = { weights: BEND.weights, against: [] }
  // A view into another buffer gives its own part only.
  const view = Float32Array.of(9, 1, -2, 0.5, 9).subarray(1, 4)
  expect(unpackBend(packBend({ weights: view, against: [] }), 'smile')).toEqual(alone)
})

test('bytes that are none, are cut, or are not there are a sentence each', () => {
  const whole = packBend(BEND)
  const sentence = 'What “smile” bends by is damaged; find the direction again.'
  for (const bytes of [new Uint8Array(), whole.subarray(0, 6), whole.subarray(0, 20)]) {
    expect(() => unpackBend(bytes, 'smile')).toThrow(sentence)
  }
  const folder = temporaryFolder()
  const file = join(folder, 'x.bend')
  expect(() => readBend(file, 'smile')).toThrow(`cannot be read (${file}); find the direction`)
  writeFileSync(file, whole)
  expect(readBend(file, 'smile')).toEqual(BEND)
})
