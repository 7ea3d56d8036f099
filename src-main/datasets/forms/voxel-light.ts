import { march, NOTHING, type Vector } from './march.ts'

/** Towards the light: to the upper left, before the solid. */
export const SUN = normalized([-0.55, -1, -0.62])

// Shares of the light that comes from all around, from the sun, and from where the viewer is.
const AMBIENT = 0.52
const DIRECT = 0.6
const FRONTAL = 0.16
// How much of the light from all around a corner keeps away.
const CORNER_SHADE = 0.45

/** How bright a side of a voxel looks, 1 being its own colour; `face` as `march` gives it. */
export function lightOnFace(voxels: Uint8Array, size: number, face: number, sight: Vector): number {
  const [voxel, axis] = [Math.floor(face / 3), face % 3]
  const cell: Vector = [
    voxel % size,
    Math.floor(voxel / size) % size,
    Math.floor(voxel / size ** 2)
  ]
  // The side that is seen looks against the line of sight.
  const outward = [0, 1, 2].map((i) => (i === axis ? -Math.sign(sight[i]!) : 0))
  // Half the voxel's side, half the surface that the voxels stand for.
  const slope = slopeAt(voxels, size, cell)
  const both = outward.map((part, i) => part + slope[i]!)
  // Among scattered voxels the surface may look straight away from the side that is seen.
  const normal = normalized(both.every((part) => Math.abs(part) < 1e-9) ? outward : both)
  const towardsSun = normal.reduce((sum, part, i) => sum + part * SUN[i]!, 0)
  // From a little before it, so that the steps of a slope do not shade each other.
  const [x, y, z] = cell.map((place, i) => place + 0.5 + 0.5 * outward[i]! + 1.2 * normal[i]!)
  const isLit = march(voxels, size, [x!, y!, z!], SUN) === NOTHING
  const open = 1 - CORNER_SHADE * crowding(voxels, size, cell, outward)
  const direct = isLit ? DIRECT * Math.max(0, towardsSun) : 0
  return AMBIENT * open + direct + FRONTAL * Math.max(0, -normal[2])
}

// Where the filled voxels around a voxel are not: an outward normal of the surface they sample.
function slopeAt(voxels: Uint8Array, size: number, [x, y, z]: Vector): Vector {
  let [slopeX, slopeY, slopeZ] = [0, 0, 0]
  for (let dz = -1; dz <= 1; dz++) {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (!isFilled(voxels, size, x + dx, y + dy, z + dz)) continue
        slopeX -= dx
        slopeY -= dy
        slopeZ -= dz
      }
    }
  }
  const isFlat = slopeX === 0 && slopeY === 0 && slopeZ === 0
  return isFlat ? [0, 0, 0] : normalized([slopeX, slopeY, slopeZ])
}

// The share of the nine places before a side that are filled, which keep light away.
function crowding(
  voxels: Uint8Array,
  size: number,
  cell: Vector,
  outward: readonly number[]
): number {
  const [x, y, z] = cell.map((place, i) => place + outward[i]!)
  const reach = outward.map((part) => (part === 0 ? 1 : 0))
  let filled = 0
  for (let dz = -reach[2]!; dz <= reach[2]!; dz++) {
    for (let dy = -reach[1]!; dy <= reach[1]!; dy++) {
      for (let dx = -reach[0]!; dx <= reach[0]!; dx++) {
        if (isFilled(voxels, size, x! + dx, y! + dy, z! + dz)) filled++
      }
    }
  }
  return filled / 9
}

function isFilled(voxels: Uint8Array, size: number, x: number, y: number, z: number): boolean {
  const isInside = x >= 0 && y >= 0 && z >= 0 && x < size && y < size && z < size
  return isInside && voxels[(z * size + y) * size + x]! > 127
}

function normalized(vector: readonly number[]): Vector {
  const length = Math.hypot(...vector)
  return [vector[0]! / length, vector[1]! / length, vector[2]! / length]
}
