import type { EvidencePicture } from './evaluation.ts'
import type { RunConfig } from './run-config.ts'

/** What may be wrong with a run. */
export const ILLNESSES = [
  'collapse',
  'discriminator-won',
  'generator-won',
  'noise',
  'memorised',
  'oscillation',
  'diverged',
  'not-finite'
] as const
export type Illness = (typeof ILLNESSES)[number]

/** What speaks for a verdict. */
export type Evidence =
  /** A figure beside its limit. */
  | { kind: 'figure'; title: string; value: number; limit: number }
  /** Columns of the metrics, to be drawn around `since`. */
  | { kind: 'curve'; columns: string[] }
  /** A picture of the evaluation at so many images. */
  | { kind: 'picture'; images: number; picture: EvidencePicture['id']; words: string }

/** A way out: a fork of the run with other settings. */
export interface Remedy {
  /** Such as "lower-rates"; kept with the fork. */
  id: string
  title: string
  /** One sentence: why it helps. */
  why: string
  /** Where the paper or the formula is. */
  source: string
  /** The checkpoint to fork from: the last healthy one, or 0 for a new start. */
  from: number
  changes: Partial<RunConfig>
}

/** One illness that the evidence speaks for. */
export interface Verdict {
  illness: Illness
  /** One plain sentence for a person who trains for the first time. */
  sentence: string
  /** How sure, 0-1; below 0.5 it is not told. */
  sure: number
  /** Images seen when it began. */
  since: number
  evidence: Evidence[]
  /** Best first; empty where nothing that this studio has would help. */
  remedies: Remedy[]
}

/** What the doctor says of a run now. */
export interface Diagnosis {
  run: string
  /** `unknown` until there is evidence; the verdicts of a sick run, surest first. */
  state: 'unknown' | 'healthy' | 'sick'
  /** One sentence, also where there is no verdict: what has been looked at, and what is missing. */
  sentence: string
  verdicts: Verdict[]
  /** Images seen by the newest evidence. */
  images: number
}
