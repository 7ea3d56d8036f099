import type { RunConfig } from '../contract/run-config.ts'

/** How a number moves while a run sees more pictures, as data; all lengths in images. */
export interface Schedule {
  curve: keyof typeof CURVES
  /** The value once the warm-up is over. */
  base: number
  /** The value from `over` on; a constant curve has none. */
  final: number
  /** The value rises evenly from 0 to `base` over so many images; 0 starts at `base`. */
  warmup: number
  /** The curve ends at so many images, the warm-up counted. */
  over: number
}

// From 0, where the curve begins, to 1, where it ends: the share of the way from base to final.
const CURVES = {
  constant: () => 0,
  linear: (way: number) => way,
  // Half a period, so that it starts and ends without a bend (Loshchilov and Hutter 2016, equation 5).
  cosine: (way: number) => (1 - Math.cos(Math.PI * way)) / 2
} satisfies Record<RunConfig['rateSchedule'], (way: number) => number>

/**
 * The value of a step that begins after so many images. It depends on nothing else, so a run that
 * stops and goes on takes the very values of one that never stopped.
 */
export function valueAt({ curve, base, final, warmup, over }: Schedule, images: number): number {
  if (images < warmup) return (base * images) / warmup
  const way = images < over ? (images - warmup) / (over - warmup) : 1
  return base + (final - base) * CURVES[curve](way)
}

/**
 * The schedule of one network's learning rate. It ends with the training, or at `rateImages` where
 * that is set. When a run is made longer, a schedule that ends with the training is stretched: the
 * rate goes on from where the longer curve stands, above where it was. One with an end of its own
 * stays at its last value.
 */
export function learningRate(config: RunConfig, base: number): Schedule {
  return {
    curve: config.rateSchedule,
    base,
    final: base * config.lastRate,
    warmup: config.warmupImages,
    over: config.rateImages || config.images
  }
}

/** The deviation of the instance noise, which fades evenly to 0 until the training's end or `noiseImages`. */
export function instanceNoise(config: RunConfig): Schedule {
  const over = config.noiseImages || config.images
  return { curve: 'linear', base: config.instanceNoise, final: 0, warmup: 0, over }
}

// The half-life is at most this share of what has been seen, so that the first weights are soon gone.
const RAMP = 0.05

/**
 * Share of the new weights in the generator's average at a step that begins after so many images:
 * 1 - 0.5 ^ (batch / half-life), as in StyleGAN (Karras et al. 2018, arXiv:1812.04948; the half-life's
 * ramp from its third version). A half-life in images means the same at every batch size.
 */
export function averageShare({ emaImages, batch }: RunConfig, images: number): number {
  const halfLife = Math.min(emaImages, images * RAMP)
  // 1 - 2^-x without rounding a small x away; the first step takes the weights as they are.
  return halfLife > 0 ? -Math.expm1((-batch / halfLife) * Math.LN2) : 1
}
