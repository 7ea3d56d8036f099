import type { Captured, StepFunction } from '../../src-main/engine/capture.ts'
import type { Variables } from '../../src-main/engine/variables.ts'
import { CASES } from '../cases/cases.ts'
import { readBatches, readWeights } from './files.ts'
import type { Losses } from './messages.ts'
import type { Loader } from './serve.ts'

type Mode = (functions: Record<'train', StepFunction>, state: Variables) => Captured<'train'>

/** Loads one of our own steps, captured or eager. */
export function loadOurs(mode: Mode): Loader {
  return async ({ case: name, folder, variant }) => {
    const { train, state, constants } = CASES.get(name)!.build({ plain: variant.plain ?? false })
    const model = mode({ train }, state)
    model.write(readWeights(folder))
    const batches = readBatches(folder)
    let index = 0
    return (): Losses => {
      const batch = batches[index++ % batches.length]!
      const { discriminatorLoss, generatorLoss } = model.run.train({ ...batch, ...constants })
      return [discriminatorLoss![0]!, generatorLoss![0]!]
    }
  }
}
