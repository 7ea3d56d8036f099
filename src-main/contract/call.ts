import { z } from 'zod'
import { LARGEST_PLACE } from './pyramid.ts'
import { LARGEST_SEED, PICTURE_SIZES } from './run-config.ts'

/** One call of the studio: the schema of its input, and the type of its answer. */
export interface Call<Input extends z.ZodType, Output> {
  input: Input
  /** Carries the type only. */
  output?: Output
}

/** `call<Output>()(input)`: two steps, because TypeScript infers all type arguments or none. */
export const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input })

// What many calls take.
export const nothing = z.strictObject({})
export const id = z.string().regex(/^[a-z0-9-]{1,64}$/)
export const name = z.string().trim().min(1).max(120)
export const path = z.string().min(1).max(4096)
export const size = z.literal(PICTURE_SIZES)
export const seed = z.int().min(0).max(LARGEST_SEED)
export const images = z.int().min(0)
export const checkpoint = images.optional()
/** Which number of a place, counted from 0. */
export const dimension = z
  .int()
  .min(0)
  .max(LARGEST_PLACE - 1)
export const latentVector = z.array(z.number().min(-100).max(100)).min(1).max(LARGEST_PLACE)
