import { expect, test } from 'vitest'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { createVoxels } from '../../../src-main/datasets/samples/voxels.ts'
import { drawSolid, SOLID_KINDS } from '../../../src-main/datasets/samples/voxels/solids.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

/** What can be told from voxels alone. */
function measure(voxels: Uint8Array, size: number) {
  let volume = 0
  const spans = [0, 1, 2].map(() => ({ from: size, to: -1 }))
  for (let voxel = 0; voxel < voxels.length; voxel++) {
    if (voxels[voxel] === 0) continue
    volume++
    const place = [voxel % size, Math.floor(voxel / size) % size, Math.floor(voxel / size ** 2)]
    spans.forEach((span, i) => {
      span.from = Math.min(span.from, place[i]!)
      span.to = Math.max(span.to, place[i]!)
    })
  }
  return { volume, spans }
}

// How many voxels hang together with the first, side by side.
function connected(voxels: Uint8Array, size: number): number {
  const seen = new Uint8Array(voxels.length)
  const stack = [voxels.indexOf(255)]
  seen[stack[0]!] = 1
  let count = 0
  while (stack.length > 0) {
    const voxel = stack.pop()!
    count++
    const place = [voxel % size, Math.floor(voxel / size) % size, Math.floor(voxel / size ** 2)]
    for (const [i, stride] of [1, size, size ** 2].entries()) {
      for (const way of [-1, 1]) {
        const next = voxel + way * stride
        const isInside = place[i]! + way >= 0 && place[i]! + way < size
        if (!isInside || seen[next] || voxels[next] === 0) continue
        seen[next] = 1
        stack.push(next)
      }
    }
  }
  return count
}

test('every solid is one piece inside the cube, of 0 and 255, and larger ones are larger', () => {
  for (const size of [16, 32]) {
    const set = createVoxels(7, size)
    const volumes: Record<string, number[]> = {}
    for (let index = 0; index < 400; index++) {
      const { pixels, labels } = set.draw(index)
      expect(pixels.length).toBe(itemBytes(set.shape))
      expect([...new Set(pixels)].sort()).toEqual([0, 255])
      const { volume, spans } = measure(pixels, size)
      for (const { from, to } of spans) expect(from > 0 && to < size - 1).toBe(true)
      expect({ index, ...labels, whole: connected(pixels, size) }).toEqual({
        index,
        ...labels,
        whole: volume
      })
      const key = `${labels['kind']} ${labels['size']}`
      volumes[key] = [...(volumes[key] ?? []), volume]
    }
    for (const kind of SOLID_KINDS) {
      const mean = (name: string): number => {
        const all = volumes[`${kind} ${name}`]!
        return all.reduce((sum, volume) => sum + volume, 0) / all.length
      }
      expect(mean('medium')).toBeGreaterThan(mean('small'))
      expect(mean('large')).toBeGreaterThan(mean('medium'))
    }
  }
})

test('a solid has the volume that geometry gives it', () => {
  // Of the unit sphere and of the cone, by counting points on a fine grid.
  const count = (kind: 'sphere' | 'cone'): number => {
    const inside = drawSolid(kind, createRandom(1, 1))
    let hits = 0
    const STEPS = 80
    const at = (i: number): number => (2 * (i + 0.5)) / STEPS - 1
    for (let x = 0; x < STEPS; x++)
      for (let y = 0; y < STEPS; y++)
        for (let z = 0; z < STEPS; z++) if (inside(at(x), at(y), at(z))) hits++
    return (8 * hits) / STEPS ** 3
  }
  expect(count('sphere')).toBeCloseTo((4 / 3) * Math.PI, 1)
  // The cone's radius is drawn from 0.7 to 0.95: a third of base times height.
  const radius = 0.7 + 0.25 * createRandom(1, 1).uniform()
  expect(count('cone')).toBeCloseTo((Math.PI * radius ** 2 * 2) / 3, 1)
})

test('the rotation label is the direction of the longer side', () => {
  const set = createVoxels(8, 32)
  let seen = 0
  for (let index = 0; index < 400; index++) {
    const { pixels, labels } = set.draw(index)
    // Of the floor plan of what is long and thin: the axis of largest spread, from above.
    if (labels['kind'] !== 'box' && labels['kind'] !== 'table') continue
    let [n, sx, sz, xx, zz, xz] = [0, 0, 0, 0, 0, 0]
    pixels.forEach((value, voxel) => {
      if (value === 0) return
      const [x, z] = [voxel % 32, Math.floor(voxel / 1024)]
      n++
      sx += x
      sz += z
      xx += x * x
      zz += z * z
      xz += x * z
    })
    const [varX, varZ, cov] = [
      xx / n - (sx / n) ** 2,
      zz / n - (sz / n) ** 2,
      xz / n - (sx * sz) / n ** 2
    ]
    const angle = (0.5 * Math.atan2(2 * cov, varX - varZ) * 180) / Math.PI
    const off = (((angle - parseFloat(labels['rotation']!)) % 180) + 270) % 180
    expect({ index, ...labels, isNear: Math.abs(off - 90) < 15 }).toEqual({
      index,
      ...labels,
      isNear: true
    })
    seen++
  }
  expect(seen).toBeGreaterThan(60)
})

test('spheres and cones have no rotation, which nobody could see', () => {
  const set = createVoxels(1, 16)
  for (let index = 0; index < 100; index++) {
    const { kind, rotation } = set.draw(index).labels
    expect(rotation === undefined).toBe(kind === 'sphere' || kind === 'cone')
  }
})

test('a cube too large to train on is refused', () => {
  expect(() => createVoxels(1, 128)).toThrow(expect.objectContaining({ code: 'sample/size' }))
})

test('seeds give equal bytes; other seeds differ', () => {
  const draw = (seed: number): unknown => createVoxels(seed, 16).draw(3)
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})
