import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { KERNELS, KERNELS_OFF } from '../contract/engine-settings.ts'

/** Whether the studio's own operations are registered with TensorFlow, or one clause why not. */
export type Kernels = { ready: true } | { ready: false; reason: string }

/**
 * Registers the operations of src-native, which the set-up built beside the engine in `folder`, with
 * the TensorFlow that runs in this process.
 */
export function loadKernels(folder: () => string, device: 'cpu' | 'gpu'): Kernels {
  if (process.env[KERNELS] === KERNELS_OFF) {
    return { ready: false, reason: `${KERNELS} is ${KERNELS_OFF}` }
  }
  if (device !== 'cpu') return { ready: false, reason: 'they are for a CPU' }
  try {
    const file = join(folder(), 'kernels', 'atelier_kernels.node')
    if (!existsSync(file)) return { ready: false, reason: 'they have not been built' }
    // The module is a text: empty once they are registered.
    const reason = createRequire(file)(file) as string
    return reason === '' ? { ready: true } : { ready: false, reason }
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
