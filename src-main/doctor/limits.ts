/**
 * Where an illness is as likely as not. Chosen on one half of the runs of `npm run prove -- doctor` and tried on
 * the other; see bench/results/prove-doctor.md.
 */
export const LIMITS = {
  /** Share of samples with a twin among the others. */
  duplicates: 0.2,
  /** Diversity over that of real pictures. */
  diversity: 0.5,
  /** Share of real pictures with a sample near them, below which a run that gets no better has come to nothing. */
  coverage: 0.12,
  /** The lower of the discriminator's two accuracies, in the mean. */
  won: 0.97,
  /** The same where nothing was measured that could show progress. */
  wonUnmeasured: 0.998,
  /** The discriminator's accuracy on generated pictures. */
  fooled: 0.35,
  /** The same where nothing was measured. */
  fooledUnmeasured: 0.08,
  /** How far the mean of both accuracies may lie from a half for the verdicts to be a guess. */
  guess: 0.12,
  /** Distance of samples to the nearest training picture, over that of these pictures among each other. */
  nearest: 0.7,
  /** Quality over the best one. */
  worse: 3,
  /** By how many times quality goes up and down from one evaluation to the next. */
  swing: 2
} as const

/** Evaluations below which nothing is said of what they measure: every run begins with pictures that are alike. */
export const LEAST_EVALUATIONS = 3
/** Evaluations in a row without clear progress after which a run is not on its way any more. */
export const STANDSTILL = 2
/** Rows and images below which nothing is said of losses and accuracies. */
export const LEAST_ROWS = 20
export const LEAST_IMAGES = 10_000
/** Part of a run that the accuracies are averaged over. */
export const TAIL = 0.25
