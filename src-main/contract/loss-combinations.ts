import { imagesPerStep } from './images-per-step.ts'
import type { RunConfig } from './run-config.ts'

// Half of the 16 channels of a group, and the fewest filters that there can be.
const GROUPED = 8
const FEWEST = 4

// Pixels a side whose planes of noise still go into an address.
const MOST_PYRAMID = 32

// Beside a penalty on slopes.
const MOST_UNROLLED = 2

const WITH_TARGET: RunConfig['loss'][] = ['non-saturating', 'minimax', 'least-squares']

// What works on pictures alone.
const VOXEL_COMBINATIONS: ((config: RunConfig) => string | undefined)[] = [
  ({ family, size }) =>
    family === 'voxels' && size > 64
      ? `"size" is ${size}, but solids of the family voxels are at most 64 a side; the nearest valid choice is size=64.`
      : undefined,
  ({ family, channels }) =>
    family === 'voxels' && channels !== 'grey'
      ? '"channels" is rgb, but voxels have no colours; the nearest valid choice is channels=grey.'
      : undefined,
  ({ family, augment }) =>
    family === 'voxels' && augment !== 'none'
      ? `"augment" is ${augment}, which is made for pictures, and voxels are none; the nearest valid choice is augment=none.`
      : undefined,
  ({ family, packing }) =>
    family === 'voxels' && packing > 1
      ? `"packing" is ${packing}, which the family voxels does not know; the nearest valid choice is packing=1.`
      : undefined,
  ({ family, stopWithoutBetter }) =>
    family === 'voxels' && stopWithoutBetter > 0
      ? `"stopWithoutBetter" is ${stopWithoutBetter}, but only pictures can be measured; the nearest valid choice is stopWithoutBetter=0.`
      : undefined,
  ({ family, stopWhenSick }) =>
    family === 'voxels' && stopWhenSick
      ? '"stopWhenSick" is true, but only pictures can be measured; the nearest valid choice is stopWhenSick=false.'
      : undefined,
  ({ family, evaluate }) =>
    family === 'voxels' && evaluate
      ? '"evaluate" is true, but only pictures can be measured; the nearest valid choice is evaluate=false.'
      : undefined
]

/** What losses and stabilisers cannot do together; each says why and the nearest valid choice. */
export const LOSS_COMBINATIONS: ((config: RunConfig) => string | undefined)[] = [
  ({ loss, labelSmoothing }) =>
    labelSmoothing > 0 && !WITH_TARGET.includes(loss)
      ? `"labelSmoothing" is ${labelSmoothing}, but ${loss} has no target that real pictures could fall short of; the nearest valid choice is labelSmoothing=0, or loss=non-saturating.`
      : undefined,
  ({ loss, discriminatorNorm }) =>
    loss === 'wgan-gp' && discriminatorNorm === 'batch'
      ? `"discriminatorNorm" is batch, but wgan-gp holds the slope at each picture alone; the nearest valid choice is discriminatorNorm=none.`
      : undefined,
  ({ loss, minibatchKernels }) =>
    loss === 'wgan-gp' && minibatchKernels > 0
      ? `"minibatchKernels" is ${minibatchKernels}, but wgan-gp holds the slope at each picture alone; the nearest valid choice is minibatchKernels=0.`
      : undefined,
  ({ family, discriminatorNorm }) =>
    family === 'residual' && discriminatorNorm !== 'none'
      ? `"discriminatorNorm" is ${discriminatorNorm}, but the family residual is built to do without; the nearest valid choice is discriminatorNorm=none.`
      : undefined,
  ({ family, discriminatorNorm }) =>
    family === 'mlp' && discriminatorNorm === 'batch'
      ? '"discriminatorNorm" is batch, but the family mlp has no maps to normalise; the nearest valid choice is discriminatorNorm=none.'
      : undefined,
  ({ family, dropout }) =>
    family !== 'mlp' && dropout > 0
      ? `"dropout" is ${dropout}, but the family ${family} has none; the nearest valid choice is dropout=0, or family=mlp.`
      : undefined,
  ({ family, size }) =>
    family === 'pyramid' && size > MOST_PYRAMID
      ? `"size" is ${size}, where a place of the family pyramid would have over 5,000 numbers; the nearest valid choice is size=${MOST_PYRAMID}.`
      : undefined,
  ...VOXEL_COMBINATIONS,
  // Measured: every step more of the two together takes four to six times as long to prepare.
  ({ unrollSteps, r1Gamma, r2Gamma, loss }) =>
    unrollSteps > MOST_UNROLLED && (r1Gamma > 0 || r2Gamma > 0 || loss === 'wgan-gp')
      ? `"unrollSteps" is ${unrollSteps}, but with ${loss === 'wgan-gp' ? 'wgan-gp' : 'R1 or R2'} a slope of slopes would go through all of them, which takes hours to prepare; the nearest valid choice is unrollSteps=${MOST_UNROLLED}.`
      : undefined,
  ({ family, residualBlocks }) =>
    family !== 'residual' && residualBlocks > 1
      ? `"residualBlocks" is ${residualBlocks}, but the family ${family} has none; the nearest valid choice is residualBlocks=1, or family=residual.`
      : undefined,
  ({ label, classes }) =>
    classes !== '' && label === ''
      ? '"classes" is given, but no label that pictures have them by; the nearest valid choice is classes="", or label=label.'
      : undefined,
  ({ classes }) => {
    const names = classes.split('\n')
    return classes !== '' && (names.length < 2 || new Set(names).size < names.length)
      ? `"classes" is ${JSON.stringify(classes)}, which are not two or more that differ; the nearest valid choice is classes="", which takes those of the data set.`
      : undefined
  },
  ({ label, packing }) =>
    label !== '' && packing > 1
      ? `"packing" is ${packing}, but with label=${label} each picture is judged by its own class; the nearest valid choice is packing=1.`
      : undefined,
  (config) =>
    wholeGroups(config, 'generatorFilters') ?? wholeGroups(config, 'discriminatorFilters'),
  ({ instanceNoise, noiseImages }) =>
    instanceNoise === 0 && noiseImages > 0
      ? `"noiseImages" is ${noiseImages}, but there is no noise that could fade; the nearest valid choice is noiseImages=0, or instanceNoise=0.1.`
      : undefined,
  ({ batch, packing }) =>
    batch % packing > 0
      ? `"packing" is ${packing}, but a batch of ${batch} is not made of whole packs; the nearest valid choice is batch=${Math.round(batch / packing) * packing}.`
      : undefined,
  ({ accuracyCeiling, phaseImages }) =>
    accuracyCeiling < 1 && phaseImages > 0
      ? `"accuracyCeiling" is ${accuracyCeiling}, but with phaseImages=${phaseImages} turns of images say who learns; the nearest valid choice is accuracyCeiling=1, or phaseImages=0.`
      : undefined,
  (config) =>
    config.phaseImages > 0 && config.phaseImages < imagesPerStep(config)
      ? `"phaseImages" is ${config.phaseImages}, less than the ${imagesPerStep(config)} images of one step; the nearest valid choice is phaseImages=${imagesPerStep(config)}.`
      : undefined
]

// Twice the filters of each resolution are convolved in groups of 16, or as one group where they are fewer.
function wholeGroups(
  config: RunConfig,
  key: 'generatorFilters' | 'discriminatorFilters'
): string | undefined {
  const filters = config[key]
  if (config.family !== 'residual' || filters === FEWEST || filters % GROUPED === 0)
    return undefined
  const nearest = filters < GROUPED - 2 ? FEWEST : Math.round(filters / GROUPED) * GROUPED
  return `"${key}" is ${filters}, but the family residual takes ${FEWEST} or groups of ${GROUPED}; the nearest valid choice is ${key}=${nearest}.`
}
