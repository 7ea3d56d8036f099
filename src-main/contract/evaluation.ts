/** One figure of an evaluation, which says of itself all that is needed to show it. */
export interface Measure {
  /** Such as "frechet-random"; sorts and compares runs. */
  id: string
  title: string
  /** One sentence: what it measures and how to read it. */
  help: string
  /** Paper and equation. */
  source: string
  /** Which way is good; `one` where real pictures score 1. */
  better: 'lower' | 'higher' | 'one' | 'none'
  value: number
  /** The same between two halves of the real pictures: what cannot be beaten with so few. */
  real?: number
  /** Generated and real pictures that it is made from. */
  samples: number
  reals: number
}

/** How often the values of a label come, as a classifier of the data set's own labels sees it; shares 0-1. */
export interface ClassHistogram {
  attribute: string
  values: { value: string; generated: number; real: number }[]
}

/** A picture that shows what a measure means; at `pixelPaths.evidence`. */
export interface EvidencePicture {
  /** Names its file. */
  id: 'samples' | 'duplicates' | 'nearest' | 'missed'
  /** One sentence: what is seen. */
  words: string
}

/** What a checkpoint is worth, beside the pictures themselves. */
export interface Evaluation {
  run: string
  /** Images seen by the model. */
  images: number
  measures: Measure[]
  classes: ClassHistogram[]
  evidence: EvidencePicture[]
  seconds: number
  createdAt: number
}

/** The measure by which the best checkpoint is chosen: a Fréchet distance that minds coverage. */
export const CHOOSING_MEASURE = 'quality'
