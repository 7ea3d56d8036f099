import { StudioError } from '../../contract/errors.ts'
import { STREAMS } from '../../engine/random.ts'
import type { Labels } from '../labels.ts'
import { between, oneOf } from './chance.ts'
import { openParts } from './parts.ts'
import type { SampleSet } from './sample-set.ts'
import { drawSolid, showsTurn, SOLID_KINDS, type Inside } from './voxels/solids.ts'

const PARTS = ['kind', 'size', 'rotation', 'proportions', 'place'] as const

// Half the length of a solid as a part of the cube's; at most 0.4, so that turned corners stay inside.
const SIZES = { small: [0.25, 0.27], medium: [0.31, 0.33], large: [0.37, 0.39] } as const
/** Turns about the vertical axis in degrees, from above counter-clockwise. */
export const ROTATIONS = [0, 45, 90, 135] as const
// Degrees a turn may be off, and how far from the middle a solid may lie.
const WOBBLE = 8
const SCATTER = 0.03
// Items of 128 would have two million voxels each.
const LARGEST = 64

/** Solids of 0 and 255, size x size x size: planes from front to back, rows from top to bottom. */
export function createVoxels(seed: number, size: number): SampleSet {
  if (size > LARGEST) {
    throw new StudioError(
      'sample/size',
      `Voxels of ${size} a side are too many to train on; choose a size of ${LARGEST} or less.`
    )
  }
  const partsOf = openParts(seed, STREAMS.voxels, PARTS)
  return {
    shape: { form: 'voxels', size, channels: 1 },
    draw(index) {
      const random = partsOf(index)
      const kind = oneOf(random('kind'), SOLID_KINDS)
      const sizeName = oneOf(random('size'), Object.keys(SIZES) as (keyof typeof SIZES)[])
      const rotation = oneOf(random('rotation'), ROTATIONS)
      const place = random('place')
      const half = between(place, SIZES[sizeName])
      const turn = ((rotation + between(place, [-WOBBLE, WOBBLE])) * Math.PI) / 180
      const centre = [0, 1, 2].map(() => 0.5 + between(place, [-SCATTER, SCATTER]))
      const solid = drawSolid(kind, random('proportions'))
      const labels: Labels = { kind, size: sizeName }
      if (showsTurn(kind)) labels['rotation'] = `${rotation}°`
      return { pixels: fill(size, placed(solid, centre, half, turn)), labels }
    }
  }
}

// From places in the cube, 0-1, to those of the solid.
function placed(solid: Inside, centre: readonly number[], half: number, turn: number): Inside {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  const [x0, y0, z0] = centre as [number, number, number]
  return (x, y, z) => {
    const [u, v, w] = [(x - x0) / half, (y - y0) / half, (z - z0) / half]
    return solid(u * cosine + w * sine, v, w * cosine - u * sine)
  }
}

function fill(size: number, inside: Inside): Uint8Array {
  const voxels = new Uint8Array(size ** 3)
  const at = (place: number): number => (place + 0.5) / size
  for (let z = 0, voxel = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, voxel++) {
        if (inside(at(x), at(y), at(z))) voxels[voxel] = 255
      }
    }
  }
  return voxels
}
