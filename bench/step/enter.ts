import type { StepCase } from '../cases/case.ts'
import { startContestant, type Contestant } from '../contestants/contestant.ts'
import type { Options } from '../options.ts'
import { median } from '../statistics.ts'
import { difference } from './agreement.ts'
import { commandOf, type ContestantKind } from './contestants.ts'
import type { Entrant } from './standings.ts'

/** A contestant that stands ready, its case loaded. */
export interface Entered {
  contestant: Contestant
  entrant: Entrant
}

// Few steps tell one thread count from another; each is far off where it is not the best.
const TRIAL_WARM_UP = 3
const TRIAL_STEPS = 15

/**
 * Starts a contestant on the case whose weights and batches lie in `folder`, at its best thread count
 * where the case leaves a choice. `ours` is what its losses are compared with; the first to enter is
 * its own. Throws `bench/contestant`, `SetupProblem`.
 */
export async function enter(
  kind: ContestantKind,
  stepCase: StepCase,
  folder: string,
  options: Options,
  ours?: Entrant
): Promise<Entered> {
  const { threadChoices = [options.threads] } = stepCase
  let best: (Entered & { trial: number }) | undefined
  for (const threads of threadChoices) {
    const entered = await load(kind, stepCase, folder, { ...options, threads }, ours)
    const trial = threadChoices.length > 1 ? await tryOut(entered.contestant) : 0
    if (best && best.trial <= trial) {
      await entered.contestant.close()
      continue
    }
    await best?.contestant.close()
    best = { ...entered, trial }
  }
  return best!
}

async function load(
  kind: ContestantKind,
  { name, settings }: StepCase,
  folder: string,
  { device, threads }: Options,
  ours?: Entrant
): Promise<Entered> {
  const contestant = startContestant(await commandOf(kind, device, threads))
  const variant = { ...kind.variant, device }
  const { losses, ...facts } = await contestant.ask<'load'>({
    do: 'load',
    case: name,
    settings,
    variant,
    folder
  })
  const compared = losses.map((pair, step) => difference(ours?.losses[step] ?? pair, pair))
  return { contestant, entrant: { name: kind.name, ...facts, losses, difference: compared } }
}

async function tryOut(contestant: Contestant): Promise<number> {
  await contestant.ask({ do: 'steps', count: TRIAL_WARM_UP })
  const { ms } = await contestant.ask({ do: 'steps', count: TRIAL_STEPS })
  return median(ms)
}
