/** A place or a direction: x to the right, y down, z away from the viewer. */
export type Vector = readonly [x: number, y: number, z: number]

/** No voxel is met. */
export const NOTHING = -1

/**
 * Follows a ray from a place in or before the cube, in voxels, from one voxel to the next (Amanatides
 * and Woo 1987): the first filled voxel times 3 plus the axis, 0 to 2, of the side it is entered by, or
 * `NOTHING`. `voxels` are size x size x size, z slowest; no component of the direction may be 0.
 */
export function march(voxels: Uint8Array, size: number, from: Vector, towards: Vector): number {
  const [fromX, fromY, fromZ] = from
  const [dx, dy, dz] = towards
  // Where the ray is in the cube's extent along each axis.
  const [nearX, farX] = [(dx > 0 ? 0 : size) - fromX, (dx > 0 ? size : 0) - fromX]
  const [nearY, farY] = [(dy > 0 ? 0 : size) - fromY, (dy > 0 ? size : 0) - fromY]
  const [nearZ, farZ] = [(dz > 0 ? 0 : size) - fromZ, (dz > 0 ? size : 0) - fromZ]
  const near = Math.max(0, nearX / dx, nearY / dy, nearZ / dz)
  if (near >= Math.min(farX / dx, farY / dy, farZ / dz)) return NOTHING

  const cell = (start: number, step: number): number =>
    Math.min(size - 1, Math.max(0, Math.floor(start + step * (near + 1e-6))))
  let [x, y, z] = [cell(fromX, dx), cell(fromY, dy), cell(fromZ, dz)]
  const [stepX, stepY, stepZ] = [Math.sign(dx), Math.sign(dy), Math.sign(dz)]
  const [gapX, gapY, gapZ] = [Math.abs(1 / dx), Math.abs(1 / dy), Math.abs(1 / dz)]
  // How far along the ray the next voxel of each axis begins.
  let nextX = (x + (dx > 0 ? 1 : 0) - fromX) / dx
  let nextY = (y + (dy > 0 ? 1 : 0) - fromY) / dy
  let nextZ = (z + (dz > 0 ? 1 : 0) - fromZ) / dz
  let axis = near === nearX / dx ? 0 : near === nearZ / dz ? 2 : 1
  for (;;) {
    const voxel = (z * size + y) * size + x
    if (voxels[voxel]! > 127) return voxel * 3 + axis
    if (nextX < nextY && nextX < nextZ) {
      x += stepX
      nextX += gapX
      axis = 0
      if (x < 0 || x >= size) return NOTHING
    } else if (nextY < nextZ) {
      y += stepY
      nextY += gapY
      axis = 1
      if (y < 0 || y >= size) return NOTHING
    } else {
      z += stepZ
      nextZ += gapZ
      axis = 2
      if (z < 0 || z >= size) return NOTHING
    }
  }
}
