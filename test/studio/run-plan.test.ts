import { expect, test } from 'vitest'
import type { Dataset } from '../../src-main/contract/models.ts'
import { planConfig } from '../../src-main/studio/run-plan.ts'

const FACES: Dataset = {
  id: 'd',
  name: 'Faces',
  form: 'pictures',
  size: 16,
  channels: 1,
  count: 100,
  pictures: 120,
  source: '/faces',
  hash: 'ab',
  rejected: 0,
  duplicates: 0,
  createdAt: 0
}

test('a run takes size and channels of its data set', () => {
  expect(planConfig(FACES, 'dcgan', {})).toMatchObject({ size: 16, channels: 'grey' })
  const coloured = { ...FACES, channels: 3 } as const
  expect(planConfig(coloured, 'dcgan', {})).toMatchObject({ size: 16, channels: 'rgb' })
})

test('other channels than the data set has, and other forms than a family learns, are refused', () => {
  expect(() => planConfig(FACES, 'dcgan', { channels: 'rgb' })).toThrow(
    '"channels" is rgb, but “Faces” was imported as grey; leave channels out, or import the folder again as rgb.'
  )
  expect(() => planConfig({ ...FACES, form: 'voxels' }, 'dcgan', {})).toThrow(
    '“Faces” holds voxels, which dcgan cannot learn; choose a data set of single pictures, or family=voxels.'
  )
  expect(() => planConfig(FACES, 'voxels', {})).toThrow(
    '“Faces” holds pictures, which voxels cannot learn; choose a data set of voxels.'
  )
})

test('only pictures in use count for a batch', () => {
  expect(() => planConfig({ ...FACES, count: 60 }, 'dcgan', {})).toThrow(
    '“Faces” has 60 pictures, fewer than one batch of 64; add pictures, or take the nearest valid choice, batch=60.'
  )
})
