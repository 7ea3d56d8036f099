import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { matMul, ones, slice, tidy } from '@tensorflow/tfjs-core'
import { toErrorRecord } from '../contract/errors.ts'
import type { EngineStatus } from '../contract/models.ts'
import { enginePackageFolder, startEngine } from './tensorflow.ts'

// Large enough that all cores work, small enough for a blink: 17 GFLOP.
const GEMM_SIDE = 2048
const GEMM_ROUNDS = 5

/** Which engine runs here; with `measure`, how fast its matrix product is. Never throws. */
export async function describeEngine(measure: boolean): Promise<EngineStatus> {
  try {
    const { device, version, threads } = await startEngine()
    return {
      ready: true,
      provider: providerName(),
      device,
      tensorflow: version,
      threads,
      ...(measure && { gemmGflops: measureGemm() })
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

// The set-up leaves a note of what it provisioned beside the libraries.
function providerName(): string {
  const manifest = join(enginePackageFolder(), 'deps', 'engine.json')
  if (!existsSync(manifest)) return 'installed with the package'
  const { provider } = JSON.parse(readFileSync(manifest, 'utf8')) as { provider?: string }
  return provider ?? dirname(manifest)
}

/** Billions of fp32 operations a second, best of a few rounds. */
function measureGemm(): number {
  return tidy(() => {
    const square = ones([GEMM_SIDE, GEMM_SIDE])
    const seconds = Array.from({ length: GEMM_ROUNDS }, () => {
      const startedAt = performance.now()
      // Reading a value back waits for the product.
      slice(matMul(square, square), [0, 0], [1, 1]).dataSync()
      return (performance.now() - startedAt) / 1000
    })
    return Math.round((2 * GEMM_SIDE ** 3) / Math.min(...seconds) / 1e9)
  })
}
