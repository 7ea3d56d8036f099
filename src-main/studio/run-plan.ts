import { createHash } from 'node:crypto'
import { StudioError } from '../contract/errors.ts'
import type { Dataset, Run } from '../contract/models.ts'
import { parseConfig, resolveConfig } from '../contract/presets.ts'
import { formOf, givenBy, type RunConfig } from '../contract/run-config.ts'

// The smallest batch that the schema takes; batch norm needs more than one picture.
const SMALLEST_BATCH = 4

/** The whole config of a run on a data set; throws where the two do not fit together. */
export function planConfig(
  dataset: Dataset,
  preset: string,
  changes: Record<string, unknown>
): RunConfig {
  // The data set's own shape, unless another is asked for, which is then refused by name.
  const given = givenBy(dataset)
  const config = resolveConfig(preset, { ...given, ...changes })
  if (dataset.form !== formOf(config)) {
    const wanted = { pictures: 'a data set of single pictures', voxels: 'a data set of voxels' }
    const hint = dataset.form === 'voxels' ? ', or family=voxels' : ''
    throw new StudioError(
      'config/form',
      `“${dataset.name}” holds ${dataset.form}, which ${config.family} cannot learn; choose ${wanted[formOf(config)]}${hint}.`
    )
  }
  if (config.size !== dataset.size) {
    throw new StudioError(
      'config/size',
      `"size" is ${config.size}, but “${dataset.name}” was imported at ${dataset.size} px; leave size out, or import the folder again at ${config.size} px.`
    )
  }
  if (config.channels !== given.channels) {
    throw new StudioError(
      'config/channels',
      `"channels" is ${config.channels}, but “${dataset.name}” was imported as ${given.channels}; leave channels out, or import the folder again as ${config.channels}.`
    )
  }
  if (dataset.count < config.batch) throw tooFew(dataset, config.batch)
  return config
}

/** The config of a run that goes on to `images` in all, without its rules where one of them ended it. */
export function extendConfig(run: Run, images: number | undefined): RunConfig {
  // An interrupted run may have seen more images than its checkpoint, and still has some to go.
  const total = images ?? run.config.images
  if (total <= run.images && run.state !== 'interrupted') {
    throw new StudioError(
      'run/complete',
      `“${run.name}” has seen ${run.images} of ${total} images already; give a larger total to train it further.`
    )
  }
  // Whoever trains on what its own rules have ended wants more than they gave.
  const rules = run.ended === undefined ? {} : NO_RULES
  return parseConfig({ ...run.config, ...rules, images: total })
}

const NO_RULES = { stopMinutes: 0, stopWithoutBetter: 0, stopWhenSick: false }

/** First 12 hex digits of the SHA-256 of the config as JSON with its keys in order. */
export function digestConfig(config: RunConfig): string {
  const ordered = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))
  const json = JSON.stringify(Object.fromEntries(ordered))
  return createHash('sha256').update(json).digest('hex').slice(0, 12)
}

function tooFew({ name, count }: Dataset, batch: number): StudioError {
  const found = `“${name}” has ${count} pictures, fewer than one batch of ${batch}`
  return new StudioError(
    'dataset/too-few',
    count >= SMALLEST_BATCH
      ? `${found}; add pictures, or take the nearest valid choice, batch=${count}.`
      : `${found}; training needs at least ${SMALLEST_BATCH}, and a few hundred to learn from.`
  )
}
