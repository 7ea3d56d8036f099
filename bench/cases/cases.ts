import type { StepCase } from './case.ts'
import { dcganCase } from './dcgan.ts'

/** Every case by its name. */
export const CASES: ReadonlyMap<string, StepCase> = new Map(
  [dcganCase(32), dcganCase(64)].map((stepCase) => [stepCase.name, stepCase])
)
