import { march, NOTHING, type Vector } from './march.ts'
import { lightOnFace, SUN } from './voxel-light.ts'

// Seen from the right and above, in radians.
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
// The picture's width in lengths of the cube: nearly all of it is in sight.
const EXTENT = 1.24

const SOLID: Vector = [226, 142, 84]
const GROUND: Vector = [226, 229, 234]
const SHADOW_ON_GROUND = 0.86

/** Voxels as a shaded solid on the ground, seen slantwise: `width` x `width` x 3 bytes. */
export function drawVoxels(voxels: Uint8Array, size: number, width: number): Uint8Array {
  const pixels = new Uint8Array(width * width * 3)
  // Of each side of each voxel, as it is the same at all the pixels that show it.
  const lights = new Map<number, number>()
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const right = ((column + 0.5) / width - 0.5) * EXTENT * size
      const down = ((row + 0.5) / width - 0.5) * EXTENT * size
      const start = before(size, right, down)
      const face = march(voxels, size, start, FORWARD)
      let light: number
      if (face === NOTHING) {
        light = lightOnGround(voxels, size, start)
      } else {
        light = lights.get(face) ?? lightOnFace(voxels, size, face, FORWARD)
        lights.set(face, light)
      }
      const colour = face === NOTHING ? GROUND : SOLID
      for (let c = 0; c < 3; c++) {
        pixels[(row * width + column) * 3 + c] = Math.min(255, Math.round(colour[c]! * light))
      }
    }
  }
  return pixels
}

// Where the line of sight begins: on a plane two cubes before the middle.
function before(size: number, right: number, down: number): Vector {
  const place = (axis: 0 | 1 | 2): number =>
    size / 2 + RIGHT[axis] * right + DOWN[axis] * down - 2 * size * FORWARD[axis]
  return [place(0), place(1), place(2)]
}

// The plane that the cube stands on, and the shadow there.
function lightOnGround(voxels: Uint8Array, size: number, start: Vector): number {
  const distance = (size - start[1]) / FORWARD[1]
  const x = start[0] + FORWARD[0] * distance
  const z = start[2] + FORWARD[2] * distance
  const isLit = march(voxels, size, [x, size - 0.01, z], SUN) === NOTHING
  return isLit ? 1 : SHADOW_ON_GROUND
}
