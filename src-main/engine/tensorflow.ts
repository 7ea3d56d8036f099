import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join } from 'node:path'
import util from 'node:util'
import type { Tensor } from '@tensorflow/tfjs-core'
import { INTER_OP_THREADS, THREADS, USUAL_INTER_OP_THREADS } from '../contract/engine-settings.ts'
import { StudioError } from '../contract/errors.ts'
import { installedEngine } from './installed.ts'
import { loadKernels, type Kernels } from './kernels.ts'
import { startPlainEngine } from './plain/engine.ts'

/** One attribute of a TensorFlow operation, as the native addon takes it. */
export interface Attribute {
  name: string
  type: number
  value: unknown
}

export interface TensorRecord {
  id: number
  shape: number[]
  dtype: number
}

/** The native addon's calls and constants that the studio uses. */
export interface Binding {
  createTensor(shape: number[], dtype: number, values: TensorValues): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array
  executeOp(
    name: string,
    attributes: Attribute[],
    inputs: number[],
    outputs: number
  ): TensorRecord[]
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  runSavedModel(id: number, inputs: number[], feeds: string, fetches: string): TensorRecord[]
  getNumOfTensors(): number
  isUsingGpuDevice(): boolean
  TF_Version: string
  TF_FLOAT: number
  TF_INT32: number
  TF_STRING: number
  TF_ATTR_STRING: number
  TF_ATTR_INT: number
  TF_ATTR_FLOAT: number
  TF_ATTR_BOOL: number
  TF_ATTR_TYPE: number
  TF_ATTR_SHAPE: number
}

export type TensorValues = Float32Array | Int32Array | Uint8Array | Uint8Array[]

/** tfjs's backend over that addon; `binding` is replaced while a step is recorded. */
export interface Backend {
  binding: Binding
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: Tensor[],
    outputs: number
  ): Tensor[]
  getInputTensorIds(tensors: Tensor[]): number[]
  createOutputTensor(record: TensorRecord): Tensor
}

/** A running TensorFlow, or what stands in for it. */
export interface Engine {
  backend: Backend
  /** False where a step cannot be loaded as a graph and runs operation by operation. */
  graphs: boolean
  /** Why this is the slow engine and what to do, one sentence; absent with TensorFlow itself. */
  slow?: string
  device: 'cpu' | 'gpu'
  version: string
  threads: number
  /** The studio's own operations, faster than TensorFlow's where they fit. */
  kernels: Kernels
}

const PACKAGE = '@tensorflow/tfjs-node-gpu'

let running: Promise<Engine> | undefined
let present: Engine | undefined

/**
 * Loads TensorFlow into this process, once; throws `engine/missing`, after which the next call tries
 * again, or `engine/no-gpu`.
 */
export async function startEngine(device: 'cpu' | 'gpu' = 'cpu'): Promise<Engine> {
  running ??= start()
  try {
    present = await running
  } catch (error) {
    // It may have been repaired by the next time.
    running = undefined
    throw error
  }
  if (device === 'gpu' && present.device !== 'gpu') throw noGpu(present)
  return present
}

// Never a silent fall to the processor: what is missing, and how to get it.
function noGpu({ slow }: Engine): StudioError {
  const kind = slow === undefined ? installedEngine(enginePackageFolder())?.kind : undefined
  const why =
    kind === 'gpu'
      ? 'TensorFlow with CUDA sees none on this machine; see whether nvidia-smi lists one and its driver is 525 or newer'
      : 'this engine computes on the processor only; fetch the one with CUDA with: npm run setup -- --engine gpu'
  return new StudioError('engine/no-gpu', `A GPU was asked for, but ${why}, or choose device=cpu.`)
}

/** The engine that `startEngine` made; operations use it so that mathematics need not pass it around. */
export function engine(): Engine {
  if (!present)
    throw new StudioError('engine/not-started', 'TensorFlow was used before it was started.')
  return present
}

/** Where the TensorFlow package is installed. */
export function enginePackageFolder(): string {
  return dirname(requireFromScript().resolve(`${PACKAGE}/package.json`))
}

// From the script that runs: the working folder may be anywhere. A module that could not be loaded is
// forgotten by `require`, so that it can be tried again, and remembered by `import`.
function requireFromScript(): NodeJS.Require {
  return createRequire(process.argv[1] ?? join(process.cwd(), 'index.js'))
}

async function start(): Promise<Engine> {
  const wish = engineWish()
  if (wish === 'plain') {
    return startPlainEngine(`${WISH}=plain asks for it; for TensorFlow unset it and start again.`)
  }
  try {
    return await startTensorflow()
  } catch (error) {
    if (wish === 'tensorflow') throw error
    const reason = `TensorFlow could not be loaded (${firstLine(reasonOf(error))})`
    return startPlainEngine(`${reason}; run "atelier engine --repair" and start again.`)
  }
}

// Which engine to use: TensorFlow, plain JavaScript, or whichever of these can be had.
const WISH = 'GAN_ATELIER_ENGINE'
const WISHES = ['auto', 'tensorflow', 'plain'] as const

function engineWish(): (typeof WISHES)[number] {
  const given = process.env[WISH] ?? 'auto'
  const wish = WISHES.find((known) => known === given)
  if (wish) return wish
  throw new StudioError(
    'engine/choice',
    `${WISH} cannot be "${given}"; it takes ${WISHES.join(', ')}.`
  )
}

async function startTensorflow(): Promise<Engine> {
  restoreOldUtilities()
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
  process.env[INTER_OP_THREADS] ??= String(USUAL_INTER_OP_THREADS)
  try {
    const library = requireFromScript()(PACKAGE) as { backend(): Backend }
    const backend = library.backend()
    const device = backend.binding.isUsingGpuDevice() ? 'gpu' : 'cpu'
    return {
      backend,
      graphs: true,
      device,
      kernels: loadKernels(enginePackageFolder, device),
      version: backend.binding.TF_Version,
      threads: Number(process.env[THREADS] ?? processors())
    }
  } catch (cause) {
    throw new StudioError(
      'engine/missing',
      `TensorFlow could not be loaded (${firstLine(cause)}); run "atelier engine --repair" and try again.`,
      { cause }
    )
  }
}

// tfjs-node 4.22 calls three helpers that Node 23 removed.
function restoreOldUtilities(): void {
  const old = util as unknown as Record<string, unknown>
  old['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  old['isArray'] ??= Array.isArray
  old['isString'] ??= (value: unknown) => typeof value === 'string'
}

// The addon's own words rather than ours about them.
function reasonOf(error: unknown): unknown {
  return error instanceof StudioError && error.cause !== undefined ? error.cause : error
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  // It becomes part of a sentence.
  return line.replace(/[.\s]+$/, '')
}

// Node before 18.14, as in the Electron of the tests, counts only what the machine has.
function processors(): number {
  return availableParallelism?.() ?? cpus().length
}
