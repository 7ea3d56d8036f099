import { StudioError } from '../../contract/errors.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import type { ModelReference } from '../../contract/workers.ts'
import { sizeOf } from '../../engine/shape.ts'
import { readCheckpoint } from '../../training/checkpoint.ts'
import { dcganLayers } from './dcgan-layers.ts'
import type { Layer, TakeWeights } from './layers.ts'

/** How each family's generator is told to other programs. */
const LAYERS: Record<RunConfig['family'], (config: RunConfig, take: TakeWeights) => Layer[]> = {
  dcgan: dcganLayers,
  mlp: refuse,
  pyramid: refuse,
  residual: refuse,
  voxels: refuse
}

/** The generator that draws a checkpoint's pictures, its average where the run has one; throws `checkpoint/*`. */
export function readGenerator({ file }: ModelReference): { config: RunConfig; layers: Layer[] } {
  const { config, variables } = readCheckpoint(file)
  const network = config.emaImages > 0 ? 'generator/average' : 'generator'
  const take: TakeWeights = (name, shape) => {
    const values = variables.get(`${network}/${name}`)
    if (values?.length === sizeOf(shape)) return { name, shape, values }
    throw new StudioError(
      'checkpoint/damaged',
      `"${file}" has no weights "${network}/${name}" of [${shape.join(', ')}]; take another checkpoint.`
    )
  }
  return { config, layers: LAYERS[config.family](config, take) }
}

function refuse({ family }: RunConfig): never {
  throw new StudioError(
    'export/family',
    `Models of the family "${family}" cannot be written for other programs yet; export pictures, grids or walks, or train with family=dcgan.`
  )
}
