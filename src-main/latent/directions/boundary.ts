import type { Breathe } from '../../datasets/breathe.ts'
import type { Random } from '../../engine/random.ts'
import { shuffle } from '../classifier/labelled.ts'
import { dot } from './algebra.ts'
import { openSvm, type Boundary, type Sorted, type TrainLinear } from './svm.ts'

/** A boundary between two classes and how well it holds. */
export interface Found extends Boundary {
  /** The decision on each sample by a boundary that was found without it; positive for "yes". */
  heldOut: { yes: Float64Array; no: Float64Array }
}

// Of all samples of a class together, so that more of them are not minded more: from next to the difference of
// means to hardly any mistake allowed. Larger ones take long and have found nothing better.
const COSTS = [1, 10, 100]
const FOLDS = 5
// A cost is chosen on this many of each class; more would choose the same and take its time.
const MOST_FOR_COST = 500

/**
 * The linear boundary between two classes by a support vector machine, its cost chosen by five-fold
 * cross-validation, as are the decisions on held-out samples. Both classes need two samples. Vectors should
 * have deviations of about 1. The same samples in the same order give the same boundary.
 */
export async function findBoundary(
  { yes, no }: Sorted,
  random: Random,
  { report, breathe }: { report: (done: number, total: number) => void; breathe: Breathe }
): Promise<Found> {
  const train = await openSvm()
  const [yesOrder, noOrder] = [mixed(yes, random), mixed(no, random)]
  const few = pick({ yes, no }, yesOrder.slice(0, MOST_FOR_COST), noOrder.slice(0, MOST_FOR_COST))
  let best = { cost: COSTS[0]!, accuracy: -1 }
  const steps = COSTS.length + 2
  for (const [step, cost] of COSTS.entries()) {
    const accuracy = accuracyOf(await crossValidate(train, few, cost, breathe))
    // Of equal ones the first, which minds single samples least.
    if (accuracy > best.accuracy) best = { cost, accuracy }
    report(step + 1, steps)
  }
  const all = pick({ yes, no }, yesOrder, noOrder)
  const shuffled = await crossValidate(train, all, best.cost, breathe)
  report(steps - 1, steps)
  const boundary = train(all, best.cost / largest(all))
  report(steps, steps)
  return {
    ...boundary,
    heldOut: { yes: inOrder(shuffled.yes, yesOrder), no: inOrder(shuffled.no, noOrder) }
  }
}

/** The share of samples on the right side, both classes counting the same; of all where `sure` is not given. */
export function accuracyOf(
  { yes, no }: Found['heldOut'],
  sure: (decision: number, at: number, of: 'yes' | 'no') => boolean = () => true
): number {
  const share = (decisions: Float64Array, of: 'yes' | 'no', sign: number): number => {
    const counted = decisions.filter((decision, at) => sure(decision, at, of))
    return counted.filter((decision) => sign * decision > 0).length / counted.length
  }
  const shares = [share(yes, 'yes', 1), share(no, 'no', -1)].filter((one) => !Number.isNaN(one))
  return shares.reduce((sum, one) => sum + one, 0) / shares.length
}

async function crossValidate(
  train: TrainLinear,
  { yes, no }: Sorted,
  cost: number,
  breathe: Breathe
): Promise<Found['heldOut']> {
  const heldOut = { yes: new Float64Array(yes.length), no: new Float64Array(no.length) }
  const folds = Math.min(FOLDS, yes.length, no.length)
  for (let fold = 0; fold < folds; fold++) {
    const others = (_: unknown, at: number): boolean => at % folds !== fold
    const rest = { yes: yes.filter(others), no: no.filter(others) }
    const { weights, bias } = train(rest, cost / largest(rest))
    for (const side of ['yes', 'no'] as const) {
      const samples = side === 'yes' ? yes : no
      for (let at = fold; at < samples.length; at += folds) {
        heldOut[side][at] = dot(weights, samples[at]!) + bias
      }
    }
    await breathe()
  }
  return heldOut
}

function largest({ yes, no }: Sorted): number {
  return Math.max(yes.length, no.length)
}

function mixed(samples: readonly unknown[], random: Random): number[] {
  const order = samples.map((_, at) => at)
  shuffle(order, random)
  return order
}

function pick({ yes, no }: Sorted, yesOrder: number[], noOrder: number[]): Sorted {
  return { yes: yesOrder.map((at) => yes[at]!), no: noOrder.map((at) => no[at]!) }
}

function inOrder(shuffled: Float64Array, order: number[]): Float64Array {
  const values = new Float64Array(shuffled.length)
  order.forEach((at, place) => (values[at] = shuffled[place]!))
  return values
}
