import type { CaseSettings } from '../cases/case.ts'

/** How a contestant is to run the step; each takes what concerns it. */
export interface Variant {
  device: 'cpu' | 'gpu'
  layout?: 'nchw' | 'channels_last'
  compiled?: boolean
  /** Without the case's penalties. */
  plain?: boolean
}

/** What a contestant is asked, one line of JSON. */
export type Request =
  | { do: 'load'; case: string; settings: CaseSettings; variant: Variant; folder: string }
  | { do: 'steps'; count: number }
  | { do: 'multiply'; side: number; count: number }

/** The discriminator's loss and the generator's. */
export type Losses = [discriminator: number, generator: number]

/** What each request is answered with. */
export interface Answers {
  /** The losses of the first steps, and what the contestant runs on. */
  load: { losses: Losses[]; version: string; threads: number; device: string }
  /** Milliseconds of each step, or of a step where several are timed together. */
  steps: { ms: number[] }
  /** Milliseconds of each product of two square matrices of that side. */
  multiply: { ms: number[] }
}

/** How many steps' losses are compared. */
export const FIRST_STEPS = 3
