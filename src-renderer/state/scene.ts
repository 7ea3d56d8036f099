import type { Lineage } from '../../src-main/contract/latent.ts'
import { withClass } from '../../src-main/contract/condition.ts'
import { firstStep, grownFrom } from './lineage.ts'

/** All that undo of Explore takes back; never changed in place. */
export interface Scene {
  z: number[]
  /** How z came to be; its last step is z itself. */
  lineage: Lineage
  /** Dimensions that nothing but their own slider moves, ascending. */
  locked: readonly number[]
  /** Of the samples beside the picture. */
  seed: number
  /** How far samples are drawn towards the middle: z times this, 0-1 (the truncation trick). */
  truncation: number
  /** How far z has been moved along directions since it was gone to, by their keys. */
  strengths: Readonly<Record<string, number>>
  /** Images seen by the model in hand. */
  checkpoint: number | undefined
}

/** Where everything begins. */
export const FIRST_SCENE: Scene = {
  z: [],
  lineage: [],
  locked: [],
  seed: 1,
  truncation: 1,
  strengths: {},
  checkpoint: undefined
}

/** The scene with one dimension at another value, however it is locked. */
export function withDimension(scene: Scene, dimension: number, value: number): Scene {
  const z = scene.z.map((old, at) => (at === dimension ? value : old))
  return moved(scene, z, 'sliders', 'Set by sliders')
}

/** The scene with z in another class, by its number; `latent` are the numbers of z before the classes' shares. */
export function inClass(scene: Scene, latent: number, chosen: number, words: string): Scene {
  return moved(scene, withClass(scene.z, latent, chosen), 'class', words)
}

/** The scene at another place; what is locked stays. */
export function wentTo(scene: Scene, z: readonly number[], lineage: Lineage): Scene {
  const kept = keepLocked(scene, z)
  const isSame = kept.every((value, at) => value === z[at])
  const grown = isSame
    ? lineage
    : grownFrom([lineage, scene.lineage], 'random', 'With locked dimensions', kept)
  return { ...scene, z: kept, lineage: grown, strengths: {} }
}

/** The scene moved along a direction to a strength; back at 0 it is where it was. */
export function steered(
  scene: Scene,
  direction: { key: string; name: string; vector: readonly number[] },
  strength: number
): Scene {
  const step = strength - (scene.strengths[direction.key] ?? 0)
  const z = keepLocked(
    scene,
    // Dimensions move the numbers of z alone, not the classes that follow them.
    scene.z.map((value, at) => value + step * (direction.vector[at] ?? 0))
  )
  return steeredTo(scene, direction, strength, z)
}

/** The same to a vector that is known already, as where a direction bends. */
export function steeredTo(
  scene: Scene,
  { key, name }: { key: string; name: string },
  strength: number,
  z: readonly number[]
): Scene {
  const words = `${name} ${strength < 0 ? '−' : '+'}${Math.abs(strength).toFixed(1)}`
  return {
    ...moved(scene, [...z], 'direction', words),
    strengths: { ...scene.strengths, [key]: strength }
  }
}

/** The scene with dimensions locked or unlocked. */
export function withLocks(scene: Scene, dimensions: readonly number[], isLocked: boolean): Scene {
  const others = scene.locked.filter((dimension) => !dimensions.includes(dimension))
  const locked = isLocked ? [...others, ...dimensions].sort((a, b) => a - b) : others
  return { ...scene, locked }
}

function keepLocked({ z, locked }: Scene, wanted: readonly number[]): number[] {
  return wanted.map((value, at) => (locked.includes(at) ? (z[at] ?? value) : value))
}

// Steps of the same kind that follow each other are one: a family tree of every pixel of a slider's way
// would tell nothing.
function moved(
  scene: Scene,
  z: number[],
  how: 'sliders' | 'direction' | 'class',
  words: string
): Scene {
  const last = scene.lineage.at(-1)
  if (!last) return { ...scene, z, lineage: firstStep(how, words, z) }
  const isSameMove = last.how === how && (how !== 'direction' || sameName(last.words, words))
  const lineage = isSameMove
    ? [...scene.lineage.slice(0, -1), { ...last, words, z }]
    : grownFrom([scene.lineage], how, words, z)
  return { ...scene, z, lineage }
}

// Names of directions, without the strength after them.
function sameName(a: string, b: string): boolean {
  const nameOf = (words: string): string => words.slice(0, words.lastIndexOf(' '))
  return nameOf(a) === nameOf(b)
}
