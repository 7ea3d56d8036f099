import { beforeAll, describe, expect, it } from 'vitest'
import { classNames, latentWidth, withClass } from '../../src-main/contract/condition.ts'
import { GRID_COLUMNS, gridRows, snapshotPixels } from '../../src-main/contract/pixels.ts'
import { parseConfig, resolveConfig } from '../../src-main/contract/presets.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { drawLatents, drawPictures, fillPlaces } from '../../src-main/gan/pictures.ts'
import { fixedPlaces } from '../../src-main/gan/fixed-places.ts'
import { createTrainingModel } from '../../src-main/training/model.ts'
import { walkLatents } from '../../src-main/latent/walk.ts'

beforeAll(async () => {
  await startEngine()
})

const CLASSES = { label: 'kind', classes: 'one\ntwo\nthree' } as const
const CONFIG = resolveConfig('labels', {
  ...CLASSES,
  ...{ size: 16, batch: 6, latent: 4, generatorFilters: 4, discriminatorFilters: 4 }
})

describe('places', () => {
  it('are z and one class each, which comes by chance or as it is asked for with the same z', () => {
    expect([classNames(CONFIG), latentWidth(CONFIG)]).toEqual([['one', 'two', 'three'], 7])
    const drawn = drawLatents(CONFIG, createRandom(1, 1), 60)
    const chosen = drawLatents(CONFIG, createRandom(1, 1), 60, 2)
    const z = (places: Float32Array[]) => places.map((place) => Array.from(place.subarray(0, 4)))
    expect(z(drawn)).toEqual(z(chosen))
    const shares = (place: Float32Array) => Array.from(place.subarray(4))
    expect(new Set(drawn.map((place) => String(shares(place))))).toEqual(
      new Set(['1,0,0', '0,1,0', '0,0,1'])
    )
    expect(chosen.map(shares)).toEqual(chosen.map(() => [0, 0, 1]))
    const rows = new Float32Array(60 * 7)
    fillPlaces(CONFIG, createRandom(1, 1), rows)
    expect(Array.from(rows)).toEqual(drawn.flatMap((place) => Array.from(place)))
  })

  it('are z alone without classes, and as they were before there were any', () => {
    const config = { ...CONFIG, label: '', classes: '' }
    const rows = new Float32Array(5 * 4)
    fillPlaces(config, createRandom(1, 1), rows)
    const drawn = drawLatents(config, createRandom(1, 1), 5)
    expect(drawn.flatMap((place) => Array.from(place))).toEqual(Array.from(rows))
  })

  it('stand in the grid with a row of each class and the same z below each other', () => {
    const places = fixedPlaces(CONFIG)
    expect(places.length).toBe(3 * GRID_COLUMNS)
    expect(snapshotPixels(CONFIG)).toEqual({ width: 8 * 16 + 7, height: 3 * 16 + 2 })
    const many = Array.from({ length: 40 }, (_, at) => `class ${at}`).join('\n')
    expect([gridRows({ classes: '' }), gridRows({ classes: many })]).toEqual([8, 16])
    places.forEach((place, at) => {
      expect(place).toEqual(withClass(places[at % GRID_COLUMNS]!, 4, Math.floor(at / GRID_COLUMNS)))
    })
  })

  it('are the same in the grids of every seed, and for a shorter z the first numbers', () => {
    const config = { ...CONFIG, label: '', classes: '' }
    const places = fixedPlaces(config)
    expect(fixedPlaces({ ...config, seed: 99 })).toEqual(places)
    const shorter = fixedPlaces({ ...config, latent: 3 })
    expect(shorter).toEqual(places.map((place) => place.slice(0, 3)))
    expect(new Set(places.map((place) => place[0])).size).toBe(64)
  })

  it('lie on a walk with shares of classes that add up to 1, whichever way z goes', () => {
    const [a, b] = drawLatents(CONFIG, createRandom(5, 1), 2)
    const keyframes = [withClass(a!, 4, 0), withClass(b!, 4, 1)].map((z) => ({
      z: Array.from(z),
      frames: 4,
      easing: 'linear' as const
    }))
    const noise = { seed: 1, radius: 0.5, turns: 1 }
    const plan = { keyframes, interpolation: 'slerp' as const, closed: false, noise }
    const walk = walkLatents(plan, 4)
    expect(walk.map((place) => Array.from(place.subarray(4)))).toEqual([
      [1, 0, 0],
      [0.75, 0.25, 0],
      [0.5, 0.5, 0],
      [0.25, 0.75, 0],
      [0, 1, 0]
    ])
  })
})

const batchOf = (classOf: (row: number) => number) => {
  const random = createRandom(3, 1)
  const real = new Float32Array(6 * 16 * 16 * 3)
  const latents = new Float32Array(6 * 4)
  random.fillUniform(real, -1, 1)
  random.fillUniform(latents, -1, 1)
  const classes = new Float32Array(6 * 3)
  for (let row = 0; row < 6; row++) classes[row * 3 + classOf(row)] = 1
  return { real, latents, classes }
}

const MODERN = { family: 'residual', loss: 'relativistic', discriminatorNorm: 'none' } as const

describe.each([
  ['dcgan', {}],
  ['residual', { ...MODERN, labelSmoothing: 0 }]
] as const)('networks of the family %s', (_, changes) => {
  const config = parseConfig({ ...CONFIG, ...changes })

  it('draw another picture of the same z in another class', () => {
    const model = createTrainingModel(config)
    const pictures = drawPictures(model.graph, model.fixed)
    expect(pictures[0]).not.toEqual(pictures[GRID_COLUMNS])
    model.dispose()
  })

  it('learn from the class of each picture, both of them', () => {
    const after = [(row: number) => row % 3, (row: number) => (row + 1) % 3].map((classOf) => {
      const model = createTrainingModel(config)
      model.step(batchOf(classOf), 0)
      const variables = model.graph.read()
      model.dispose()
      return variables
    })
    const moved = [...after[0]!.keys()].filter((name) => /kernel$|embedding$/.test(name))
    const differ = (name: string): boolean => !equal(after[0]!.get(name)!, after[1]!.get(name)!)
    expect(moved).toContain('generator/classes/embedding')
    expect(moved).toContain('discriminator/classes/embedding')
    expect(
      ['generator/classes/embedding', 'discriminator/classes/embedding'].filter(differ)
    ).toEqual(['generator/classes/embedding', 'discriminator/classes/embedding'])
  })
})

function equal(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, at) => value === b[at])
}

it('classes that cannot be are refused by name', () => {
  const refused = (changes: object) => () => parseConfig({ ...CONFIG, ...changes })
  expect(refused({ label: '' })).toThrow('"classes" is given, but no label')
  expect(refused({ classes: 'one' })).toThrow('"classes" is "one", which are not two or more')
  expect(refused({ classes: 'one\none' })).toThrow('which are not two or more that differ')
  expect(refused({ packing: 2 })).toThrow('"packing" is 2, but with label=kind')
})
