import { expect, test } from 'vitest'
import type { Job } from '../../../src-main/contract/models.ts'
import { labelSamples } from '../../../src-renderer/state/sample-labels.ts'

const JOB: Job = { id: 'j', kind: 'map', title: '', state: 'done', done: 1, total: 1, made: ['m'] }

test("samples are labelled by the colours of their map, which doesn't stay", async () => {
  const asked: unknown[] = []
  const api = {
    makeMap: async (input: object) => (asked.push(input), JOB),
    getMap: async () => ({
      map: 'm',
      x: [0, 0, 0],
      y: [0, 0, 0],
      colours: [
        { name: 'density', numbers: [0.1, 0.2, 0.3] },
        { name: 'glasses', values: ['none', 'round'], numbers: [0, 1, 0] },
        { name: 'presenting', values: ['man', 'woman'], numbers: [1, 1, 0] }
      ]
    }),
    deleteLatentItem: async (input: object) => void asked.push(input)
  }
  const samples = { run: 'r', checkpoint: 9, seed: 4, count: 3 }
  expect(await labelSamples(api, (start) => start(), samples)).toEqual([
    { glasses: 'none', presenting: 'woman' },
    { glasses: 'round', presenting: 'woman' },
    { glasses: 'none', presenting: 'man' }
  ])
  expect(asked).toEqual([
    { run: 'r', checkpoint: 9, name: 'labels of 3 samples', method: 'pca', count: 3, seed: 4 },
    { item: 'm' }
  ])
  expect(await labelSamples(api, async () => undefined, samples)).toBeUndefined()
})
