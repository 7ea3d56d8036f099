import { matMul, ones, slice, tidy } from '@tensorflow/tfjs-core'
import { settingsIn } from '../contract/engine-settings.ts'
import { toErrorRecord } from '../contract/errors.ts'
import type { EngineRecord, EngineStatus, InstalledEngine } from '../contract/models.ts'
import { installedEngine } from './installed.ts'
import { PLAIN_PROVIDER } from './plain/engine.ts'
import { enginePackageFolder, startEngine, type Engine } from './tensorflow.ts'

// Large enough that all cores work, small enough for a blink: 17 GFLOP.
const GEMM_SIDE = 2048
// The same for plain JavaScript: 0.3 GFLOP.
const PLAIN_GEMM_SIDE = 512
const GEMM_ROUNDS = 5

/** Which engine runs here; with `measure`, how fast its matrix product is. Never throws. */
export async function describeEngine(measure: boolean): Promise<EngineStatus> {
  try {
    const engine = await startEngine()
    const side = engine.slow ? PLAIN_GEMM_SIDE : GEMM_SIDE
    const found = engine.slow ? undefined : installed()
    return {
      ready: true,
      ...engineRecord(engine),
      ...(found && { installed: found }),
      ...(measure && { gemmGflops: measureGemm(side) })
    }
  } catch (error) {
    const problem = toErrorRecord(error).message
    return {
      ready: false,
      provider: 'none',
      device: 'cpu',
      tensorflow: 'none',
      threads: 0,
      problem
    }
  }
}

/** What is kept of a running engine with whatever it made. */
export function engineRecord({
  device,
  version,
  threads,
  kernels,
  slow
}: Engine): EngineRecord & { provider: string } {
  return {
    provider: slow ? PLAIN_PROVIDER : (installed()?.provider ?? 'installed with the package'),
    device,
    tensorflow: version,
    threads,
    kernels: kernels.ready,
    // Plain JavaScript knows none of TensorFlow's settings.
    ...(slow === undefined ? settingsIn(process.env) : { slow })
  }
}

function installed(): InstalledEngine | undefined {
  return installedEngine(enginePackageFolder())
}

/** Billions of fp32 operations a second, best of a few rounds. */
function measureGemm(side: number): number {
  return tidy(() => {
    const square = ones([side, side])
    const seconds = Array.from({ length: GEMM_ROUNDS }, () => {
      const startedAt = performance.now()
      // Reading a value back waits for the product.
      slice(matMul(square, square), [0, 0], [1, 1]).dataSync()
      return (performance.now() - startedAt) / 1000
    })
    const gflops = (2 * side ** 3) / Math.min(...seconds) / 1e9
    // The decimals of a slow one are worth having.
    return gflops < 10 ? Math.round(gflops * 10) / 10 : Math.round(gflops)
  })
}
