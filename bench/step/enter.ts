import type { StepCase } from '../cases/case.ts'
import { startContestant, type Contestant } from '../contestants/contestant.ts'
import type { Options } from '../options.ts'
import { median } from '../statistics.ts'
import { difference } from './agreement.ts'
import { commandOf, threadChoices, type ContestantKind, type Threads } from './contestants.ts'
import type { Entrant } from './standings.ts'

/** A contestant that stands ready, its case loaded. */
export interface Entered {
  contestant: Contestant
  entrant: Entrant
}

// As in the studio's own choice: less of a gain may be another program's doing.
const WORTH = 0.95
// The twenty trial steps of the studio's own choice, shared by two settings.
const TRIAL_WARM_UP = 3
const TRIAL_STEPS = 10

/**
 * Starts a contestant on the case whose weights and batches lie in `folder`, with its best threads. `ours` is what its losses are compared with; the first to enter is
 * its own. Throws `bench/contestant`, `SetupProblem`.
 */
export async function enter(
  kind: ContestantKind,
  stepCase: StepCase,
  folder: string,
  options: Options,
  ours?: Entrant
): Promise<Entered> {
  const choices = threadChoices(kind, stepCase.threadCounts ?? [options.threads])
  let best: (Entered & { trial: number }) | undefined
  for (const choice of choices) {
    const entered = await load(kind, stepCase, folder, options.device, choice, ours)
    const trial = choices.length > 1 ? await tryOut(entered.contestant) : 0
    if (best && best.trial * WORTH <= trial) {
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
  device: Options['device'],
  threads: Threads,
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
  const entrant = { name: kind.name, ...facts, ...threads, losses, difference: compared }
  return { contestant, entrant }
}

async function tryOut(contestant: Contestant): Promise<number> {
  await contestant.ask({ do: 'steps', count: TRIAL_WARM_UP })
  const { ms } = await contestant.ask({ do: 'steps', count: TRIAL_STEPS })
  return median(ms)
}
