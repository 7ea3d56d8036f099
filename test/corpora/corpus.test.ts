import { describe, expect, test } from 'vitest'
import { decodeBytes } from '../datasets/decode-bytes.ts'
import { meanError } from '../datasets/pictures.ts'
import { makeCorpus } from './corpus.ts'
import { wholeFiles } from './cut.ts'
import { SIDE } from './entry.ts'

// Levels of 255, for pictures against independent ones.
const TOLERANCE = 2
const LONGEST_MS = 5_000

const corpus = await makeCorpus()

describe.each(Object.entries(corpus))('%s', (_, entries) => {
  test.each(entries)('$name', async ({ bytes, expected }) => {
    const startedAt = performance.now()
    const outcome = await decodeBytes(bytes, { size: SIDE })
    expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS)
    if ('reason' in expected) {
      expect(outcome).toEqual({ kind: 'unusable', reason: expect.stringMatching(expected.reason) })
      return
    }
    if (outcome.kind === 'unusable') throw new Error(outcome.reason)
    expect(meanError(outcome.pixels, expected.pixels)).toBeLessThanOrEqual(TOLERANCE)
    expect(outcome.note).toBe(expected.note)
  })
})

test('the files that were cut off are good before', async () => {
  for (const [name, bytes] of Object.entries(await wholeFiles())) {
    expect({ name, kind: (await decodeBytes(bytes)).kind }).toEqual({ name, kind: 'decoded' })
  }
})
