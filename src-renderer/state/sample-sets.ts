import type { SampleSetKind } from '../../src-main/contract/dataset-limits.ts'
import { PICTURE_SIZES } from '../../src-main/contract/run-config.ts'
import type { PictureSize } from './importing.svelte.ts'

/** The sets that the studio draws, as a person chooses among them. */
export const SAMPLE_SET_WORDS: Readonly<
  Record<SampleSetKind, { title: string; sentence: string; sizes: readonly PictureSize[] }>
> = {
  avatars: {
    title: 'Avatars',
    sentence: 'Drawn faces whose glasses, hair, beard and more are known as labels.',
    sizes: PICTURE_SIZES
  },
  shapes: {
    title: 'Shapes',
    sentence: 'Coloured shapes, each with a caption that says what it is and where.',
    sizes: PICTURE_SIZES
  },
  'edges-to-shapes': {
    title: 'Edges to shapes',
    sentence: 'Pairs of an outline and the shape it belongs to, for translating pictures.',
    sizes: PICTURE_SIZES
  },
  voxels: {
    title: 'Voxels',
    sentence:
      'Solids such as cones, rings, tables and chairs, turned and sized, as cubes of voxels.',
    sizes: [16, 32]
  }
}
