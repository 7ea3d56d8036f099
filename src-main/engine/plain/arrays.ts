import { StudioError } from '../../contract/errors.ts'
import { sizeOf } from '../shape.ts'
import type { Attribute } from '../tensorflow.ts'

/** A tensor's content, row-major. */
export interface PlainArray {
  values: Float32Array | Int32Array
  shape: readonly number[]
}

/** One raw TensorFlow operation in plain JavaScript; never writes into its inputs. */
export type PlainOperation = (inputs: readonly PlainArray[], attributes: Attributes) => PlainArray[]

/** A raw operation's attributes by name. */
export interface Attributes {
  number(name: string): number
  /** Throws `engine/plain-attribute` where it is none of `choices`. */
  choice<Choice extends string | boolean>(name: string, choices: readonly Choice[]): Choice
  numbers(name: string): number[]
}

/** Reads the attributes of `operation`; a missing one is an error, since TensorFlow's defaults are not ours. */
export function readAttributes(operation: string, given: readonly Attribute[]): Attributes {
  const find = (name: string): unknown => {
    const found = given.find((attribute) => attribute.name === name)
    if (found) return found.value
    throw new StudioError('engine/plain-attribute', `"${operation}" needs the attribute "${name}".`)
  }
  return {
    number: (name) => Number(find(name)),
    numbers: (name) => Array.from(find(name) as ArrayLike<number>),
    choice(name, choices) {
      const value = find(name)
      const known = choices.find((choice) => choice === value)
      if (known !== undefined) return known
      throw new StudioError(
        'engine/plain-attribute',
        `The slow engine runs "${operation}" with ${name}=${choices.join(' or ')}, not ${String(value)}; repair TensorFlow with: atelier engine --repair`
      )
    }
  }
}

/** A 32-bit float array of a shape, of zeros unless `values` are given. */
export function floats(
  shape: readonly number[],
  values = new Float32Array(sizeOf(shape))
): { values: Float32Array; shape: readonly number[] } {
  return { values, shape }
}

/** Applies `f` to each entry. */
export function mapped({ values, shape }: PlainArray, f: (value: number) => number): PlainArray[] {
  const out = floats(shape)
  for (let i = 0; i < values.length; i++) out.values[i] = f(values[i]!)
  return [out]
}

/** Applies `f` to the entries of two arrays of one shape. */
export function paired(
  a: PlainArray,
  b: PlainArray,
  f: (a: number, b: number) => number
): PlainArray[] {
  const out = floats(a.shape)
  for (let i = 0; i < out.values.length; i++) out.values[i] = f(a.values[i]!, b.values[i]!)
  return [out]
}
