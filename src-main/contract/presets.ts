import { StudioError } from './errors.ts'
import { RunConfigSchema, type RunConfig, type RunConfigKey } from './run-config.ts'
import { CONFIG_FIELDS, type ConfigField } from './config-fields.ts'
import { LOSS_COMBINATIONS } from './loss-combinations.ts'
import { nearestWord } from './nearest-word.ts'

/** A named starting point: only what differs from the defaults. */
export interface Preset {
  id: string
  title: string
  help: string
  config: Partial<RunConfig>
}

// Huang et al. 2025 (arXiv:2501.05441) with widths for a CPU; its horizons follow the length of the run.
const MODERN: Preset['config'] = {
  family: 'residual',
  loss: 'relativistic',
  discriminatorNorm: 'none',
  r1Gamma: 0.1,
  r2Gamma: 0.1,
  latent: 64,
  latentDistribution: 'normal',
  generatorFilters: 32,
  discriminatorFilters: 32,
  batch: 32,
  beta1: 0,
  beta2: 0.99,
  rateSchedule: 'cosine',
  lastRate: 0.25,
  emaImages: 5_000,
  augment: 'colour+translation+cutout'
}

/** One line a preset; later families add theirs here. */
export const PRESETS = {
  dcgan: {
    id: 'dcgan',
    title: 'DCGAN',
    help: 'The classic convolutional GAN with 64 filters and batches of 64: quick, and good for a few hundred pictures up.',
    config: {}
  },
  'dcgan-paper': {
    id: 'dcgan-paper',
    title: 'DCGAN, as in the paper',
    help: 'Twice the filters and batches of 128, as published for 64 px; some four times slower than the everyday one, for many thousands of pictures.',
    config: { generatorFilters: 128, discriminatorFilters: 128, batch: 128 }
  },
  modern: {
    id: 'modern',
    title: 'Modern',
    help: 'Residual networks, a relativistic loss held by R1 and R2, augmentation and an average of the generator: steadier and more varied, from a few hundred pictures up; slower a picture.',
    config: MODERN
  },
  labels: {
    id: 'labels',
    title: 'By class',
    help: 'A DCGAN that is told the class of each picture, by default the folder that it lies in, so that any class can be asked for.',
    config: { label: 'label', labelSmoothing: 0.1, emaImages: 3_000 }
  },
  mlp: {
    id: 'mlp',
    title: 'The first GAN',
    help: 'Layers of units in place of convolutions, as in 2014, for small grey pictures such as digits; mostly to see what convolutions have brought.',
    config: {
      family: 'mlp',
      discriminatorNorm: 'none',
      dropout: 0.3,
      generatorFilters: 75,
      discriminatorFilters: 15,
      batch: 100
    }
  },
  pyramid: {
    id: 'pyramid',
    title: 'Pyramid',
    help: 'LAPGAN: a GAN of 8 px and above it one for each doubling, which adds detail to what it is given; shows how a picture comes about from coarse to fine.',
    config: { family: 'pyramid', generatorFilters: 32, labelSmoothing: 0.1, emaImages: 3_000 }
  },
  voxels: {
    id: 'voxels',
    title: '3D-GAN',
    help: 'Learns solids of voxels, shown shaded, with even rates that show first shapes within a minute; the paper’s own (2.5e-3 and 1e-5, the discriminator waiting above an accuracy of 0.8) are for days on a GPU.',
    config: {
      family: 'voxels',
      channels: 'grey',
      latent: 200,
      batch: 32,
      generatorFilters: 16,
      discriminatorFilters: 16,
      labelSmoothing: 0.1,
      emaImages: 3_000,
      evaluate: false
    }
  },
  quick: {
    id: 'quick',
    title: 'Quick look',
    help: 'A narrow DCGAN that shows first shapes within a minute; for trying a data set, not for final pictures.',
    config: { generatorFilters: 24, discriminatorFilters: 24, images: 20_000, snapshotEvery: 1_000 }
  }
} satisfies Record<string, Preset>

export type PresetId = keyof typeof PRESETS

/** Builds a whole, checked config from a preset and a person's changes; throws `config/*` with the nearest valid choice. */
export function resolveConfig(preset: string, changes: Record<string, unknown> = {}): RunConfig {
  const base = Object.hasOwn(PRESETS, preset) ? PRESETS[preset as PresetId] : undefined
  if (!base) {
    const near = nearestWord(preset, Object.keys(PRESETS))
    throw new StudioError(
      'config/unknown-preset',
      `There is no preset "${preset}"; the nearest is "${near}".`
    )
  }
  return parseConfig({ ...base.config, ...changes })
}

/** Checks a config from a file, a form or a wire; throws `config/*` naming the key, the value and the limit. */
export function parseConfig(input: Record<string, unknown>): RunConfig {
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(RunConfigSchema.shape, key)) {
      const near = nearestWord(key, Object.keys(RunConfigSchema.shape))
      throw new StudioError(
        'config/unknown-key',
        `There is no setting "${key}"; the nearest is "${near}".`
      )
    }
  }
  const config = checkValues(input)
  for (const rule of COMBINATIONS) {
    const complaint = rule(config)
    if (complaint) throw new StudioError('config/impossible', complaint)
  }
  return config
}

/** Checks one setting's own limits, whatever the others are; throws `config/invalid` as `parseConfig` does. */
export function checkSetting(key: RunConfigKey, value: unknown): void {
  checkValues({ [key]: value })
}

function checkValues(input: Record<string, unknown>): RunConfig {
  const parsed = RunConfigSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const key = String(issue.path[0] ?? 'config') as RunConfigKey
  throw new StudioError(
    'config/invalid',
    `"${key}" cannot be ${JSON.stringify(input[key])}; ${validChoice(key, input[key])}.`
  )
}

// "it takes 4 to 512; the nearest is 4", made from the schema's own limits.
function validChoice(key: RunConfigKey, value: unknown): string {
  const field = CONFIG_FIELDS.find((candidate) => candidate.key === key)!
  if (field.kind === 'boolean') return 'it takes true or false'
  if (field.kind === 'text') return 'it takes words; the default is ""'
  if (field.kind === 'choice') {
    const choices = field.choices!.map(String)
    return `it takes ${choices.join(', ')}; the nearest is ${nearestChoice(value, field)}`
  }
  const range = `it takes ${field.kind === 'integer' ? 'a whole number' : 'a number'} from ${field.minimum} to ${field.maximum}`
  if (typeof value !== 'number') return `${range}; the default is ${field.default}`
  const clamped = Math.min(Math.max(value, field.minimum!), field.maximum!)
  return `${range}; the nearest is ${field.kind === 'integer' ? Math.round(clamped) : clamped}`
}

function nearestChoice(value: unknown, field: ConfigField): string {
  const choices = field.choices!
  if (typeof value !== 'number') return nearestWord(String(value), choices.map(String))
  const distance = (choice: string | number): number => Math.abs(Number(choice) - value)
  return String([...choices].sort((a, b) => distance(a) - distance(b))[0])
}

/** Settings that are fine alone and impossible together; each says why and the nearest valid choice. */
const COMBINATIONS: ((config: RunConfig) => string | undefined)[] = [
  ({ images, batch }) =>
    images < batch
      ? `"images" is ${images}, less than one batch of ${batch}; the nearest valid choice is images=${batch}.`
      : undefined,
  ({ size, generatorFilters }) =>
    size === 128 && generatorFilters > 128
      ? `"generatorFilters" is ${generatorFilters} at 128 px, which needs over 16,000 filters at the smallest layer in all; the nearest valid choice is generatorFilters=128.`
      : undefined,
  ({ checkpointEvery, batch }) =>
    checkpointEvery < batch
      ? `"checkpointEvery" is ${checkpointEvery}, less than one batch of ${batch}; the nearest valid choice is checkpointEvery=${batch}.`
      : undefined,
  ({ stopWithoutBetter, stopWhenSick, evaluate }) =>
    !evaluate && (stopWithoutBetter > 0 || stopWhenSick)
      ? `"evaluate" is false, but ${stopWhenSick ? 'stopWhenSick' : 'stopWithoutBetter'} goes by evaluations; the nearest valid choice is evaluate=true.`
      : undefined,
  // What would have no effect is refused rather than passed over, where a neutral value says so.
  ({ optimizer, momentum }) =>
    optimizer === 'adam' && momentum > 0
      ? `"momentum" is ${momentum}, but adam has beta1 in its place; the nearest valid choice is momentum=0, or optimizer=sgd.`
      : undefined,
  ({ optimizer, momentum, nesterov }) =>
    nesterov && (optimizer !== 'sgd' || momentum === 0)
      ? `"nesterov" is true with optimizer=${optimizer} and momentum=${momentum}, and needs sgd with a momentum above 0; the nearest valid choice is nesterov=false.`
      : undefined,
  ({ rateSchedule, lastRate }) =>
    rateSchedule === 'constant' && lastRate > 0
      ? `"lastRate" is ${lastRate}, but a constant rate has no other end; the nearest valid choice is lastRate=0, or rateSchedule=linear.`
      : undefined,
  ({ rateSchedule, rateImages }) =>
    rateSchedule === 'constant' && rateImages > 0
      ? `"rateImages" is ${rateImages}, but a constant rate ends nowhere; the nearest valid choice is rateImages=0, or rateSchedule=linear.`
      : undefined,
  ({ warmupImages, rateImages, images }) => {
    const end = rateImages || images
    return warmupImages > end
      ? `"warmupImages" is ${warmupImages}, but the learning rates reach their end at ${end} images; the nearest valid choice is warmupImages=${end}.`
      : undefined
  },
  ...LOSS_COMBINATIONS
]
