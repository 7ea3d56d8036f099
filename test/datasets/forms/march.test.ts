import { expect, test } from 'vitest'
import { march, NOTHING, type Vector } from '../../../src-main/datasets/forms/march.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

const SIZE = 8

// The same by tiny steps: the first filled voxel that the ray is in.
function bySteps(voxels: Uint8Array, from: Vector, towards: Vector): number {
  for (let distance = 0; distance < 40; distance += 0.002) {
    const [x, y, z] = from.map((start, i) => Math.floor(start + towards[i]! * distance))
    if ([x, y, z].some((place) => place! < 0 || place! >= SIZE)) continue
    const voxel = (z! * SIZE + y!) * SIZE + x!
    if (voxels[voxel]! > 127) return voxel
  }
  return NOTHING
}

test('rays from everywhere meet the voxel that small steps find, through a side that faces them', () => {
  const random = createRandom(12, 1)
  const voxels = Uint8Array.from({ length: SIZE ** 3 }, () => (random.uniform() < 0.06 ? 255 : 0))
  let [met, missed] = [0, 0]
  for (let ray = 0; ray < 400; ray++) {
    const signed = (): number => 2 * random.uniform() - 1
    const from: Vector = [4 + 12 * signed(), 4 + 12 * signed(), 4 + 12 * signed()]
    const aim = [0, 1, 2].map(() => SIZE * random.uniform())
    const way = aim.map((place, i) => place - from[i]!)
    const length = Math.hypot(...way)
    const towards = way.map((part) => part / length) as unknown as Vector
    const face = march(voxels, SIZE, from, towards)
    const voxel = face === NOTHING ? NOTHING : Math.floor(face / 3)
    // Steps may pass by a corner that a ray cuts for less than one of them.
    const stepped = bySteps(voxels, from, towards)
    if (voxel === stepped) {
      if (voxel === NOTHING) missed++
      else met++
    }
    if (face === NOTHING) continue
    const cell = [voxel % SIZE, Math.floor(voxel / SIZE) % SIZE, Math.floor(voxel / SIZE ** 2)]
    const axis = face % 3
    const plane = cell[axis]! + (towards[axis]! > 0 ? 0 : 1)
    const distance = (plane - from[axis]!) / towards[axis]!
    cell.forEach((place, i) => {
      if (i === axis || distance <= 0) return
      const crossing = from[i]! + towards[i]! * distance
      expect(crossing).toBeGreaterThan(place - 1e-6)
      expect(crossing).toBeLessThan(place + 1 + 1e-6)
    })
  }
  expect(met + missed).toBeGreaterThanOrEqual(398)
  expect(met).toBeGreaterThan(100)
  expect(missed).toBeGreaterThan(20)
})
