import type { RunConfig } from '../contract/run-config.ts'
import { hinge } from './losses/hinge.ts'
import { leastSquares } from './losses/least-squares.ts'
import type { AdversarialLoss } from './losses/loss.ts'
import { minimax } from './losses/minimax.ts'
import { nonSaturating } from './losses/non-saturating.ts'
import { relativistic } from './losses/relativistic.ts'
import { wasserstein } from './losses/wasserstein.ts'

/** Every loss by its name in the run config. */
export const LOSSES = {
  'non-saturating': nonSaturating,
  minimax,
  'least-squares': leastSquares,
  hinge,
  wgan: wasserstein,
  'wgan-gp': wasserstein,
  relativistic
} satisfies Record<RunConfig['loss'], AdversarialLoss>
