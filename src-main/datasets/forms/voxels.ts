import { march, type Hit } from './march.ts'

type Vector = readonly [number, number, number]

// Seen from the right and above, in radians; x to the right, y down, z away from the viewer.
const TURN = -0.52
const ELEVATION = 0.46
const FORWARD: Vector = [
  Math.sin(TURN) * Math.cos(ELEVATION),
  Math.sin(ELEVATION),
  Math.cos(TURN) * Math.cos(ELEVATION)
]
const RIGHT: Vector = [Math.cos(TURN), 0, -Math.sin(TURN)]
const DOWN: Vector = [
  -Math.sin(TURN) * Math.sin(ELEVATION),
  Math.cos(ELEVATION),
  -Math.cos(TURN) * Math.sin(ELEVATION)
]
// Picture widths to lengths of the cube: nearly all of it is in sight.
const EXTENT = 1.24

// Towards the light: from the upper left, before the solid.
const LIGHT = normalized([-0.55, -1, -0.62])
const AMBIENT = 0.52

const SOLID: Vector = [226, 142, 84]
const GROUND: Vector = [226, 229, 234]

/** Voxels as a shaded solid on the ground, seen slantwise: `width` x `width` x 3 bytes. */
export function drawVoxels(voxels: Uint8Array, size: number, width: number): Uint8Array {
  const pixels = new Uint8Array(width * width * 3)
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const right = ((column + 0.5) / width - 0.5) * EXTENT * size
      const down = ((row + 0.5) / width - 0.5) * EXTENT * size
      // From a plane before the cube.
      const from = along(
        [0, 1, 2].map((i) => RIGHT[i]! * right + DOWN[i]! * down),
        FORWARD,
        -2 * size
      )
      const start: Vector = [from[0] + size / 2, from[1] + size / 2, from[2] + size / 2]
      const hit = march(voxels, size, start, FORWARD)
      const light = hit ? lightOn(voxels, size, start, hit) : lightOnGround(voxels, size, start)
      const colour = hit ? SOLID : GROUND
      for (let c = 0; c < 3; c++) {
        pixels[(row * width + column) * 3 + c] = Math.min(255, Math.round(colour[c]! * light))
      }
    }
  }
  return pixels
}

// Of a point on the solid, relative to its own colour.
function lightOn(voxels: Uint8Array, size: number, start: Vector, hit: Hit): number {
  const face: [number, number, number] = [0, 0, 0]
  face[hit.axis] = hit.outward
  const smooth = slopeAt(voxels, size, hit)
  // Half the voxel's side, half the surface that the voxels stand for.
  const normal = normalized([0, 1, 2].map((i) => face[i]! + smooth[i]!))
  const lit = Math.max(0, dot(normal, LIGHT))
  const surface = along(start, FORWARD, hit.distance)
  // From a little before it, so that the steps of a slope do not shade each other.
  const isShadowed = march(voxels, size, along(surface, normal, 1.2), LIGHT) !== undefined
  const open = 1 - 0.45 * crowding(voxels, size, hit, face)
  return AMBIENT * open + (isShadowed ? 0 : 0.6 * lit) + 0.16 * Math.max(0, -normal[2]!)
}

// The plane that the cube stands on, and the shadow there.
function lightOnGround(voxels: Uint8Array, size: number, start: Vector): number {
  const distance = (size - start[1]) / FORWARD[1]
  const place = along(start, FORWARD, distance)
  const isShadowed = march(voxels, size, [place[0], size - 0.01, place[2]], LIGHT) !== undefined
  return isShadowed ? 0.86 : 1
}

// Where the filled voxels around a voxel are not: an outward normal of the surface they sample.
function slopeAt(voxels: Uint8Array, size: number, { x, y, z }: Hit): Vector {
  const slope = [0, 0, 0] as [number, number, number]
  for (let dz = -1; dz <= 1; dz++) {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (!isFilled(voxels, size, x + dx, y + dy, z + dz)) continue
        slope[0] -= dx
        slope[1] -= dy
        slope[2] -= dz
      }
    }
  }
  return slope[0] || slope[1] || slope[2] ? normalized(slope) : slope
}

// The share of the nine places before a face that are filled, which keep light away.
function crowding(voxels: Uint8Array, size: number, { x, y, z, axis }: Hit, face: Vector): number {
  let filled = 0
  for (let a = -1; a <= 1; a++) {
    for (let b = -1; b <= 1; b++) {
      const [dx, dy, dz] = axis === 0 ? [0, a, b] : axis === 1 ? [a, 0, b] : [a, b, 0]
      const [nx, ny, nz] = [x + face[0] + dx, y + face[1] + dy, z + face[2] + dz]
      if (isFilled(voxels, size, nx, ny, nz)) filled++
    }
  }
  return filled / 9
}

function isFilled(voxels: Uint8Array, size: number, x: number, y: number, z: number): boolean {
  const isInside = x >= 0 && y >= 0 && z >= 0 && x < size && y < size && z < size
  return isInside && voxels[(z * size + y) * size + x]! > 127
}

function along(from: readonly number[], direction: Vector, distance: number): Vector {
  return [
    from[0]! + direction[0] * distance,
    from[1]! + direction[1] * distance,
    from[2]! + direction[2] * distance
  ]
}

function dot(a: readonly number[], b: Vector): number {
  return a[0]! * b[0] + a[1]! * b[1] + a[2]! * b[2]
}

function normalized(vector: readonly number[]): Vector {
  const length = Math.hypot(...vector)
  return [vector[0]! / length, vector[1]! / length, vector[2]! / length]
}
