import type { Random } from '../../../engine/random.ts'
import { between } from '../chance.ts'

/** Whether a place is inside; x to the right, y down, z away from the viewer, the solid within [-1, 1]. */
export type Inside = (x: number, y: number, z: number) => boolean

const box =
  (halfX: number, top: number, bottom: number, halfZ: number, x0 = 0, z0 = 0): Inside =>
  (x, y, z) =>
    Math.abs(x - x0) <= halfX && y >= top && y <= bottom && Math.abs(z - z0) <= halfZ

const union =
  (...parts: readonly Inside[]): Inside =>
  (x, y, z) =>
    parts.some((part) => part(x, y, z))

// Legs under a rectangle, on its corners.
const legs = (halfX: number, halfZ: number, top: number, thick: number): Inside =>
  union(
    ...[-1, 1].flatMap((sideX) =>
      [-1, 1].map((sideZ) =>
        box(thick, top, 1, thick, sideX * (halfX - thick), sideZ * (halfZ - thick))
      )
    )
  )

// Thinner parts could fall between the voxels of the smallest solid.
const LEG = 0.15

const SOLIDS = {
  sphere: () => (x, y, z) => x * x + y * y + z * z <= 1,
  box: (random) => {
    const height = between(random, [0.5, 0.85])
    return box(between(random, [0.85, 0.95]), -height, height, between(random, [0.4, 0.6]))
  },
  // Lying, so that its turn is seen.
  cylinder: (random) => {
    const [radius, half] = [between(random, [0.42, 0.6]), between(random, [0.85, 1])]
    return (x, y, z) => Math.abs(x) <= half && y * y + z * z <= radius * radius
  },
  cone: (random) => {
    const radius = between(random, [0.7, 0.95])
    return (x, y, z) => Math.abs(y) <= 1 && Math.hypot(x, z) <= (radius * (y + 1)) / 2
  },
  // Upright, as a wheel.
  torus: (random) => {
    const tube = between(random, [0.24, 0.34])
    return (x, y, z) => (Math.hypot(x, y) - (1 - tube)) ** 2 + z * z <= tube * tube
  },
  // On a base that is longer than wide.
  pyramid: (random) => {
    const wide = between(random, [0.5, 0.62])
    return (x, y, z) => {
      const half = (y + 1) / 2
      return Math.abs(y) <= 1 && Math.abs(x) <= half && Math.abs(z) <= half * wide
    }
  },
  table: (random) => {
    const [deep, height] = [between(random, [0.5, 0.65]), between(random, [-0.75, -0.45])]
    return union(box(1, height, height + 0.3, deep), legs(0.95, deep, height, LEG))
  },
  chair: (random) => {
    const [wide, seat] = [between(random, [0.55, 0.68]), between(random, [0.05, 0.25])]
    return union(
      box(wide, seat, seat + 0.28, wide),
      legs(wide, wide, seat, LEG),
      box(wide, -1, seat + 0.05, 0.14, 0, wide - 0.14)
    )
  }
} satisfies Record<string, (random: Random) => Inside>

/** What a voxel item can show. */
export type SolidKind = keyof typeof SOLIDS
export const SOLID_KINDS = Object.keys(SOLIDS) as SolidKind[]

/** A solid of that kind; its proportions vary. */
export function drawSolid(kind: SolidKind, random: Random): Inside {
  return SOLIDS[kind](random)
}

/** Whether a turn about the vertical axis shows. */
export function showsTurn(kind: SolidKind): boolean {
  return kind !== 'sphere' && kind !== 'cone'
}
