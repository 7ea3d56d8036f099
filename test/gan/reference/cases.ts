import type { RunConfig } from '../../../src-main/contract/run-config.ts'

const SMALL = {
  size: 16,
  batch: 4,
  latent: 3,
  generatorFilters: 4,
  discriminatorFilters: 4,
  // Plain descent: what a weight has moved is its gradient.
  optimizer: 'sgd',
  generatorRate: 0.1,
  discriminatorRate: 0.1,
  augment: 'none',
  emaImages: 0,
  rateSchedule: 'constant',
  lastRate: 0
} as const

const DCGAN = { preset: 'dcgan', ...SMALL } as const
const PLAIN = { ...DCGAN, discriminatorNorm: 'none' } as const
const MLP = { preset: 'mlp', ...SMALL, dropout: 0 } as const
const VOXELS = { preset: 'voxels', ...SMALL, labelSmoothing: 0 } as const
const PYRAMID = { preset: 'pyramid', ...SMALL, labelSmoothing: 0 } as const
const MODERN = { preset: 'modern', beta1: 0.5, ...SMALL } as const

const CLASSES = { label: 'kind', classes: 'one\ntwo\nthree' } as const

/** Steps that are compared with PyTorch's: the preset and what differs from it, by name. */
export const CASES: Record<
  string,
  Partial<RunConfig> & { preset: 'dcgan' | 'modern' | 'mlp' | 'pyramid' | 'voxels' }
> = {
  'non-saturating': DCGAN,
  minimax: { ...DCGAN, loss: 'minimax' },
  'least-squares': { ...DCGAN, loss: 'least-squares' },
  hinge: { ...DCGAN, loss: 'hinge' },
  wgan: { ...DCGAN, loss: 'wgan' },
  'wgan-gp': { ...PLAIN, loss: 'wgan-gp' },
  relativistic: { ...DCGAN, loss: 'relativistic' },
  'label smoothing': { ...DCGAN, labelSmoothing: 0.1 },
  'label smoothing of least squares': { ...DCGAN, loss: 'least-squares', labelSmoothing: 0.2 },
  'no norm': PLAIN,
  R1: { ...PLAIN, r1Gamma: 5 },
  R2: { ...PLAIN, r2Gamma: 5 },
  'R1 and R2 with batch norm': { ...DCGAN, r1Gamma: 0.5, r2Gamma: 0.5 },
  'R1 through instance noise and colour': {
    ...PLAIN,
    r1Gamma: 5,
    instanceNoise: 0.3,
    augment: 'colour'
  },
  'spectral norm': { ...DCGAN, discriminatorNorm: 'spectral' },
  packing: { ...DCGAN, packing: 2 },
  'WGAN-GP on packs': { ...PLAIN, loss: 'wgan-gp', packing: 2 },
  'feature matching': { ...DCGAN, featureMatching: true },
  'minibatch discrimination': { ...DCGAN, minibatchKernels: 3 },
  'unrolled by descent': { ...DCGAN, unrollSteps: 2 },
  'unrolled by Adam': {
    ...PLAIN,
    ...{ optimizer: 'adam', unrollSteps: 2, discriminatorRate: 0.01, generatorRate: 0.01 }
  },
  classes: { ...DCGAN, ...CLASSES },
  'classes with hinge and spectral norm': {
    ...DCGAN,
    ...CLASSES,
    ...{ loss: 'hinge', discriminatorNorm: 'spectral' }
  },
  'residual networks with classes': { ...MODERN, ...CLASSES },
  'layers of units': MLP,
  'layers of units with classes, R1 and spectral norm': {
    ...MLP,
    ...CLASSES,
    ...{ r1Gamma: 0.5, discriminatorNorm: 'spectral', channels: 'grey' }
  },
  solids: VOXELS,
  'solids with classes and spectral norm': {
    ...VOXELS,
    ...CLASSES,
    ...{ discriminatorNorm: 'spectral', r2Gamma: 0.5 }
  },
  'a pyramid': PYRAMID,
  'a pyramid of three levels with classes, no norm and R1': {
    ...PYRAMID,
    ...CLASSES,
    ...{ size: 32, channels: 'grey', discriminatorNorm: 'none', r1Gamma: 0.5 }
  },
  'a pyramid with spectral norm, unrolled': {
    ...PYRAMID,
    ...{ discriminatorNorm: 'spectral', unrollSteps: 1, labelSmoothing: 0.1 }
  },
  'residual networks': MODERN,
  'residual networks in grey, two blocks': {
    ...MODERN,
    ...{ channels: 'grey', residualBlocks: 2, generatorFilters: 8, discriminatorFilters: 8 }
  }
}
