import { LARGEST_SEED } from '../../../src-main/contract/run-config.ts'
import { formatCount } from '../../format.ts'

// The limits of `createSampleSet` in the contract.
const LEAST = 16
const MOST = 200_000

/** Why a sample set cannot have that many items; undefined where it can. */
export function countProblem(count: number | string): string | undefined {
  const isRight = Number.isInteger(count) && Number(count) >= LEAST && Number(count) <= MOST
  return isRight ? undefined : `A sample set has ${LEAST} to ${formatCount(MOST)} pictures.`
}

/** Why something is no seed; undefined where it is one. */
export function seedProblem(seed: number | string): string | undefined {
  const isRight = Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) <= LARGEST_SEED
  return isRight ? undefined : `A seed is a whole number from 0 to ${formatCount(LARGEST_SEED)}.`
}
