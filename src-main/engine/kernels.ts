import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Whether the studio's own operations are registered with TensorFlow, or one clause why not. */
export type Kernels = { ready: true } | { ready: false; reason: string }

// Told to leave them out, so that their gain can be measured and their results compared.
const WISH = 'GAN_ATELIER_KERNELS'
const OFF = 'off'

/**
 * Registers the operations of src-native, which the set-up built beside the engine in `folder`, with
 * the TensorFlow that runs in this process.
 */
export function loadKernels(folder: () => string, device: 'cpu' | 'gpu'): Kernels {
  if (process.env[WISH] === OFF) return { ready: false, reason: `${WISH} is ${OFF}` }
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
