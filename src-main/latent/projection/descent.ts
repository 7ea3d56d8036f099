import type { Breathe } from '../../datasets/breathe.ts'

/** How far places are from what is looked for; arrays of one number a place. */
export interface Slope {
  /** What is made small. */
  losses: Float32Array
  errors: Float32Array
  featureErrors: Float32Array
  /** Of the losses, places x latent. */
  gradient: Float32Array
}

/** A place of a search, and how far it is. */
export interface Found {
  z: Float32Array
  loss: number
  error: number
  featureError: number
}

/** How a descent goes. */
export interface DescentPlan {
  steps: number
  /** The rest of the steps is left out when this time is over. */
  seconds: number
  /** Learning rates, in the latent's own units a step. */
  firstRate: number
  lastRate: number
  /** What every number of a place keeps within, as a uniform prior wants it. */
  bound?: number
  breathe: Breathe
  /** Told after each step, with the share of the way that is done. */
  onStep?: (share: number, best: Found) => void
}

// Adam's own (Kingma and Ba 2014, arXiv:1412.6980).
const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-12

/**
 * Goes down from several places at once by Adam, with a rate that falls by half a period of a cosine. Gives
 * the best that each way met, the best of all first.
 */
export async function descend(
  starts: readonly Float32Array[],
  slopeOf: (latents: Float32Array) => Slope,
  plan: DescentPlan
): Promise<Found[]> {
  const { steps, seconds, bound = Infinity } = plan
  const latent = starts[0]!.length
  const places = new Float32Array(starts.length * latent)
  starts.forEach((z, place) => places.set(z, place * latent))
  const means = new Float64Array(places.length)
  const squares = new Float64Array(places.length)
  const best = starts.map((z): Found => ({ z, loss: Infinity, error: NaN, featureError: NaN }))
  const begunAt = performance.now()

  for (let step = 0, share = 0; ; step++) {
    const slope = slopeOf(places)
    for (let place = 0; place < best.length; place++) {
      if (!(slope.losses[place]! < best[place]!.loss)) continue
      const z = places.slice(place * latent, (place + 1) * latent)
      best[place] = foundAt(slope, place, z)
    }
    share = Math.max(step / steps, (performance.now() - begunAt) / 1000 / seconds)
    plan.onStep?.(Math.min(1, share), best.reduce(better))
    await plan.breathe()
    if (share >= 1) return [...best].sort((a, b) => a.loss - b.loss)

    const rate = fallingRate(plan, share)
    const [left1, left2] = [1 - BETA1 ** (step + 1), 1 - BETA2 ** (step + 1)]
    for (let i = 0; i < places.length; i++) {
      const gradient = slope.gradient[i]!
      means[i] = BETA1 * means[i]! + (1 - BETA1) * gradient
      squares[i] = BETA2 * squares[i]! + (1 - BETA2) * gradient ** 2
      const change = (rate * (means[i]! / left1)) / (Math.sqrt(squares[i]! / left2) + EPSILON)
      places[i] = Math.min(bound, Math.max(-bound, places[i]! - change))
    }
  }
}

function foundAt({ losses, errors, featureErrors }: Slope, place: number, z: Float32Array): Found {
  return {
    z,
    loss: losses[place]!,
    error: errors[place]!,
    featureError: featureErrors[place]!
  }
}

function better(a: Found, b: Found): Found {
  return b.loss < a.loss ? b : a
}

function fallingRate({ firstRate, lastRate }: DescentPlan, share: number): number {
  return lastRate + ((firstRate - lastRate) * (1 + Math.cos(Math.PI * share))) / 2
}
