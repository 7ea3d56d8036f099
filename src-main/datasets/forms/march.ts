/** Where a ray meets the first filled voxel. */
export interface Hit {
  x: number
  y: number
  z: number
  /** The side it came through: 0 for x, 1 for y, 2 for z, and which way that side looks. */
  axis: 0 | 1 | 2
  outward: 1 | -1
  /** How far along the ray, in voxels. */
  distance: number
}

type Vector = readonly [number, number, number]

/**
 * Follows a ray from a place in or before the cube, in voxels, from one voxel to the next (Amanatides
 * and Woo 1987). `voxels` are size x size x size, z slowest and x fastest, 0 where empty.
 */
export function march(
  voxels: Uint8Array,
  size: number,
  from: Vector,
  direction: Vector
): Hit | undefined {
  const entry = enter(size, from, direction)
  if (!entry) return undefined
  let { distance, axis } = entry
  const cell = [0, 1, 2].map((i) => {
    const place = Math.floor(from[i]! + direction[i]! * (distance + 1e-6))
    return Math.min(size - 1, Math.max(0, place))
  }) as [number, number, number]
  const step = direction.map((d) => (d < 0 ? -1 : 1))
  const perCell = direction.map((d) => Math.abs(1 / d))
  const next = direction.map((d, i) => (cell[i]! + (d < 0 ? 0 : 1) - from[i]!) / d)
  for (;;) {
    if (voxels[(cell[2] * size + cell[1]) * size + cell[0]]! > 127) {
      const outward = step[axis] === 1 ? -1 : 1
      return { x: cell[0], y: cell[1], z: cell[2], axis, outward, distance }
    }
    axis = next[0]! < next[1]! ? (next[0]! < next[2]! ? 0 : 2) : next[1]! < next[2]! ? 1 : 2
    distance = next[axis]!
    next[axis]! += perCell[axis]!
    cell[axis] += step[axis]!
    if (cell[axis] < 0 || cell[axis] >= size) return undefined
  }
}

// Where the ray comes into the cube, and through which side; no component of it is 0.
function enter(
  size: number,
  from: Vector,
  direction: Vector
): { distance: number; axis: 0 | 1 | 2 } | undefined {
  let [near, far, axis] = [0, Infinity, 1 as 0 | 1 | 2]
  for (const i of [0, 1, 2] as const) {
    const one = -from[i] / direction[i]
    const other = (size - from[i]) / direction[i]
    if (Math.min(one, other) > near) [near, axis] = [Math.min(one, other), i]
    far = Math.min(far, Math.max(one, other))
  }
  return near < far ? { distance: near, axis } : undefined
}
