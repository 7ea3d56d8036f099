/**
 * How TensorFlow computes beside the config: sums of floats may depend on it, so it is recorded with
 * every run and used again by whatever goes on with one. The batch, on which they depend too, is a
 * setting of the config.
 */
export interface EngineSettings {
  /** Threads that share one operation. */
  threads: number
  /** Operations that run at once. */
  interOpThreads: number
  /** Order of a batch of pictures in memory; TensorFlow's convolutions know no other on a CPU. */
  layout: 'NHWC'
  /** Whether XLA compiles the graph; for a GPU only: on a CPU it has doubled a step's time. */
  xla: boolean
}

/** Who chose them: trial steps, the person, or nobody, so that they are the machine's usual ones. */
export type SettingsChoice = 'measured' | 'given' | 'usual'

/**
 * Every picture that is drawn for a person is drawn with these, so that its bytes do not depend on
 * the number of processors; changing them changes the pictures of old checkpoints.
 */
export const PICTURE_SETTINGS: EngineSettings = {
  threads: 4,
  interOpThreads: 1,
  layout: 'NHWC',
  xla: false
}

/** Toys are bound by handing operations to threads: one thread takes the most steps a second. */
export const TOY_SETTINGS: EngineSettings = { ...PICTURE_SETTINGS, threads: 1 }

/**
 * One operation after the other, each on all threads: side by side they get in each other's way, the
 * studio's own kernels most of all (a fifth of a step of DCGAN-32 on 4 cores).
 */
export const USUAL_INTER_OP_THREADS = 1

/** TensorFlow's own variables, which a person may have set. */
export const THREADS = 'TF_NUM_INTRAOP_THREADS'
export const INTER_OP_THREADS = 'TF_NUM_INTEROP_THREADS'
const XLA_FLAGS = 'TF_XLA_FLAGS'
// Level 2 compiles every cluster of operations that it can.
const XLA_ON = '--tf_xla_auto_jit=2'
// CUDA's own: no device at all. TensorFlow computes on a GPU that it sees, whoever asked for the CPU.
const HIDDEN_GPU = { CUDA_VISIBLE_DEVICES: '-1' }

/** Tells an engine to leave the studio's own convolutions out, so that their results can be compared. */
export const KERNELS = 'GAN_ATELIER_KERNELS'
export const KERNELS_OFF = 'off'

export type Environment = Record<string, string>

/**
 * The environment in which TensorFlow takes these settings on a device; it reads it once, as it is loaded.
 * Without our own `kernels`, where a run was trained without.
 */
export function environmentOf(
  { threads, interOpThreads, xla }: EngineSettings,
  device: 'cpu' | 'gpu',
  kernels = true
): Environment {
  return {
    [THREADS]: String(threads),
    [INTER_OP_THREADS]: String(interOpThreads),
    ...(xla && { [XLA_FLAGS]: XLA_ON }),
    ...(device === 'cpu' && HIDDEN_GPU),
    ...(!kernels && { [KERNELS]: KERNELS_OFF })
  }
}

/** The settings that an environment gives; undefined where it leaves them to TensorFlow. */
export function settingsIn(
  environment: Record<string, string | undefined>
): EngineSettings | undefined {
  const threads = Number(environment[THREADS])
  const interOpThreads = Number(environment[INTER_OP_THREADS])
  if (!(threads > 0 && interOpThreads > 0)) return undefined
  return { threads, interOpThreads, layout: 'NHWC', xla: environment[XLA_FLAGS] === XLA_ON }
}

/** What the record of a run says of them; undefined for runs from before they were recorded. */
export function settingsOf(
  record: Partial<EngineSettings> | undefined
): EngineSettings | undefined {
  const { threads, interOpThreads, layout, xla } = record ?? {}
  if (threads === undefined || interOpThreads === undefined) return undefined
  return { threads, interOpThreads, layout: layout ?? 'NHWC', xla: xla ?? false }
}

// Who chose them, where that is worth a word.
const CHOICE_WORDS: Record<SettingsChoice, string> = {
  measured: ', measured',
  given: ', as set',
  usual: ''
}

/** Settings in a person's words: `4 threads, measured`. */
export function settingsWords({
  threads,
  interOpThreads = USUAL_INTER_OP_THREADS,
  xla,
  choice = 'usual'
}: Partial<EngineSettings> & { threads: number; choice?: SettingsChoice }): string {
  const each = interOpThreads === USUAL_INTER_OP_THREADS ? '' : ` (${interOpThreads} inter-op)`
  const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}${each}`
  return `${count}${xla ? ', XLA' : ''}${CHOICE_WORDS[choice]}`
}
