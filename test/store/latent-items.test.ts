import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Direction, Point } from '../../src-main/contract/latent.ts'
import { openStore, type Store } from '../../src-main/store/open.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { DATASET, REPORT, RUN } from './samples.ts'

const POINT: Point = {
  id: 'here',
  run: 'first',
  kind: 'point',
  checkpoint: 640,
  name: 'Anna',
  tags: ['smile'],
  createdAt: 5_000,
  z: [0.5, -1],
  lineage: [{ how: 'seed', words: 'seed 7, number 1', z: [0.5, -1], parents: [] }]
}
const SMILE: Direction = {
  id: 'smile',
  run: 'first',
  kind: 'direction',
  checkpoint: 640,
  name: 'Smile',
  tags: [],
  createdAt: 5_000,
  vector: [1, 0],
  least: -2,
  most: 2.5,
  facts: { source: 'labelled', words: 'SVM on 40 samples', samples: 40, accuracy: 0.95 }
}

async function filledStore(): Promise<Store> {
  const store = await openStore(join(temporaryFolder(), 'project.db'))
  onTestFinished(() => store.close())
  store.datasets.insert(DATASET, REPORT)
  store.runs.insert(RUN)
  store.latentItems.insert(POINT, Uint8Array.of(1, 2))
  store.latentItems.insert(SMILE)
  return store
}

test('items come back as they were kept, in order, with their pictures', async () => {
  const { latentItems } = await filledStore()
  expect(latentItems.list('first')).toEqual([POINT, SMILE])
  expect(latentItems.list('second')).toEqual([])
  expect(latentItems.get('smile')).toEqual(SMILE)
  expect([...latentItems.picture('here')!]).toEqual([1, 2])
  expect([latentItems.picture('smile'), latentItems.picture('none')]).toEqual([
    undefined,
    undefined
  ])
})

test('a name and tags change; a deleted item leaves the list, is still known, and comes back', async () => {
  const { latentItems } = await filledStore()
  latentItems.change({ id: 'here', name: 'Berta', tags: ['smile', 'old'] })
  const changed = { ...POINT, name: 'Berta', tags: ['smile', 'old'] }
  latentItems.delete('here', 9_000)
  expect([latentItems.list('first'), latentItems.get('here')]).toEqual([[SMILE], changed])
  latentItems.restore('here')
  expect(latentItems.list('first')).toEqual([changed, SMILE])
})
