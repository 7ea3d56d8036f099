import type { StepCase } from './case.ts'
import { dcganCase } from './dcgan.ts'
import { residualCase } from './residual.ts'
import { ringCase } from './ring.ts'

/** Every case by its name. */
export const CASES: ReadonlyMap<string, StepCase> = new Map(
  [dcganCase(32), dcganCase(64), residualCase, ringCase].map((stepCase) => [
    stepCase.name,
    stepCase
  ])
)
